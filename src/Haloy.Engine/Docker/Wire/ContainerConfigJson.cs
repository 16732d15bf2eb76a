using System.Collections.Generic;

namespace Haloy.Engine.Docker.Wire;

/// <summary>The configuration of a container or of an image: the engine uses one shape for both, and for reading and creating.</summary>
internal record ContainerConfigJson
{
    public string? Image { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public Dictionary<string, EmptyJson>? ExposedPorts { get; init; }

    public Dictionary<string, EmptyJson>? Volumes { get; init; }

    public HealthcheckJson? Healthcheck { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public string? StopSignal { get; init; }

    public int? StopTimeout { get; init; }

    public bool? Tty { get; init; }

    public bool? OpenStdin { get; init; }

    public bool? StdinOnce { get; init; }

    public bool? AttachStdin { get; init; }

    public bool? AttachStdout { get; init; }

    public bool? AttachStderr { get; init; }
}

internal sealed record EmptyJson;

/// <summary>Durations are nanoseconds.</summary>
internal sealed record HealthcheckJson
{
    public IReadOnlyList<string>? Test { get; init; }

    public long? Interval { get; init; }

    public long? Timeout { get; init; }

    public long? StartPeriod { get; init; }

    public int? Retries { get; init; }
}
