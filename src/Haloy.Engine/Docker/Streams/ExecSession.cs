using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>A command that runs in a container. Disposing this ends the connection; the command may go on without it.</summary>
public sealed class ExecSession : IAsyncDisposable
{
    private readonly HijackedConnection _connection;
    private readonly Func<CancellationToken, Task<int>> _exitCode;
    private readonly Func<int, int, CancellationToken, Task> _resize;

    internal ExecSession(HijackedConnection connection, Func<CancellationToken, Task<int>> exitCode, Func<int, int, CancellationToken, Task> resize)
    {
        _connection = connection;
        _exitCode = exitCode;
        _resize = resize;
    }

    /// <summary>The command's standard input; what it no longer reads is dropped. Disposing it is <see cref="CloseInputAsync"/>.</summary>
    public Stream Input => _connection.Input;

    /// <summary>What the command writes, until it exits. To be read once.</summary>
    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(CancellationToken cancellationToken) => _connection.ReadOutputAsync(cancellationToken);

    /// <summary>Copies what the command writes, until it exits.</summary>
    /// <param name="output">Gets its standard output.</param>
    /// <param name="error">Gets its standard error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task CopyOutputAsync(Stream output, Stream error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        await foreach (var chunk in ReadOutputAsync(cancellationToken))
            await (chunk.IsError ? error : output).WriteAsync(chunk.Bytes, cancellationToken);
    }

    /// <summary>Ends the input; the output stays open.</summary>
    public ValueTask CloseInputAsync(CancellationToken cancellationToken) => _connection.CloseInputAsync(cancellationToken);

    /// <summary>The command's exit code, waiting for it to exit. Read the output first: a full connection holds the command up.</summary>
    public Task<int> ExitCodeAsync(CancellationToken cancellationToken) => _exitCode(cancellationToken);

    /// <summary>Tells the command's terminal how large it is.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ResizeAsync(int width, int height, CancellationToken cancellationToken) => _resize(width, height, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
