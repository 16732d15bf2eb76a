using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A network to be created.</summary>
public sealed record NetworkCreation
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its driver.</summary>
    public string Driver { get; init; } = "bridge";

    /// <summary>Its subnet, for example <c>172.30.0.0/16</c>; null: the engine picks one.</summary>
    public string? Subnet { get; init; }

    /// <summary>The part of the subnet that the engine gives out by itself; null: all.</summary>
    public string? IpRange { get; init; }

    /// <summary>The bridge's address; null: the engine picks one.</summary>
    public string? Gateway { get; init; }

    /// <summary>Whether it has no way out: no port of a container is published on it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a second network of the same name is refused.</summary>
    public bool CheckDuplicate { get; init; } = true;

    /// <summary>Whether standalone containers may join it where it is a swarm's.</summary>
    public bool Attachable { get; init; }
}
