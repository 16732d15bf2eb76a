using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>What an image's containers are by default.</summary>
public sealed record ImageConfig
{
    /// <summary>The ports they say they listen on, for example <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Their health check; null when there is none.</summary>
    public Healthcheck? Healthcheck { get; init; }

    /// <summary>Their labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Their environment, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>The paths that get an anonymous volume.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Their command.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>What the command is given to.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];
}
