using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A command to be run in a container.</summary>
public sealed record ExecCreation
{
    /// <summary>The command and its arguments.</summary>
    public required IReadOnlyList<string> Cmd { get; init; }

    /// <summary>Variables added to the container's, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Whether it has a standard input.</summary>
    public bool AttachStdin { get; init; }

    /// <summary>Whether it has a terminal; its output is then not divided.</summary>
    public bool Tty { get; init; }

    /// <summary>Who it runs as; null: as the container does.</summary>
    public string? User { get; init; }

    /// <summary>Where it runs; null: where the container does.</summary>
    public string? WorkingDir { get; init; }
}
