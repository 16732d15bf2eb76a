using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>What a container was created to be.</summary>
public sealed record ContainerConfig
{
    /// <summary>The image as it was named.</summary>
    public string Image { get; init; } = "";

    /// <summary>Its environment, <c>NAME=value</c>, in order.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Its labels, the image's included.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its health check; null when there is none.</summary>
    public Healthcheck? Healthcheck { get; init; }

    /// <summary>The ports it says it listens on, for example <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Its command.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>What the command is given to.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Whether it has a terminal; its output is then not divided into stdout and stderr.</summary>
    public bool Tty { get; init; }

    /// <summary>The signal that asks it to stop; null: SIGTERM.</summary>
    public string? StopSignal { get; init; }
}
