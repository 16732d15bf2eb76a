using System.Collections.Generic;

namespace Haloy.Engine.Docker.Wire;

internal sealed record ExecCreationJson
{
    public required IReadOnlyList<string> Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    public bool Tty { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }
}

internal sealed record ExecStartJson
{
    public bool Detach { get; init; }

    public bool Tty { get; init; }
}

internal sealed record ExecStateJson
{
    public bool Running { get; init; }

    public int? ExitCode { get; init; }
}
