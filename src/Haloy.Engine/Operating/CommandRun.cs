using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Operating;

/// <summary>Where a command's input comes from and where its output goes. The host has the streams; the engine never sees a console.</summary>
public sealed record CommandStreams
{
    /// <summary>The command's input; null: it has none.</summary>
    public Stream? Input { get; init; }

    /// <summary>Gets what it writes.</summary>
    public required Stream Output { get; init; }

    /// <summary>Gets what it writes as errors; with a terminal both are one.</summary>
    public required Stream Error { get; init; }

    /// <summary>The terminal that it runs in; null: none.</summary>
    public ICommandTerminal? Terminal { get; init; }
}

/// <summary>A terminal that a command runs in.</summary>
public interface ICommandTerminal
{
    /// <summary>How large it is now, in characters.</summary>
    (int Width, int Height) Size { get; }

    /// <summary>Hears when its size changes.</summary>
    event Action? Resized;

    /// <summary>Hands every key to the command until the handle is disposed.</summary>
    IDisposable BeginRaw();
}

/// <summary>What a command came to.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Container">The container that it ran in.</param>
/// <param name="ExitCode">Its exit code.</param>
public sealed record CommandResult(string Target, string Server, string Container, int ExitCode);
