using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>How a container is tied to the server that it runs on.</summary>
public sealed record HostConfig
{
    /// <summary>Mounts, <c>source:destination[:options]</c>; the source is a path or a volume's name.</summary>
    public IReadOnlyList<string> Binds { get; init; } = [];

    /// <summary>When the engine restarts it; null: never.</summary>
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary><c>bridge</c>, <c>none</c>, <c>host</c> or a network's name; null: the first of the networks it joins.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Ports published on the server.</summary>
    public IReadOnlyList<PortBinding> PortBindings { get; init; } = [];

    /// <summary>Whether the engine removes it once it exits.</summary>
    public bool AutoRemove { get; init; }

    /// <summary>Where its output goes; null: the engine's default.</summary>
    public LogConfig? LogConfig { get; init; }

    /// <summary>Entries for its hosts file, <c>name:address</c>.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>Capabilities added.</summary>
    public IReadOnlyList<string> CapAdd { get; init; } = [];

    /// <summary>Capabilities taken away.</summary>
    public IReadOnlyList<string> CapDrop { get; init; } = [];

    /// <summary>Security options, for example <c>no-new-privileges</c>.</summary>
    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    /// <summary>Whether an init process reaps its orphans; null: the engine's default.</summary>
    public bool? Init { get; init; }
}
