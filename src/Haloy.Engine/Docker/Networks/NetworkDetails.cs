using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A network as it is inspected.</summary>
public sealed record NetworkDetails
{
    /// <summary>Its id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its driver, for example <c>bridge</c>.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Its subnets.</summary>
    public IReadOnlyList<NetworkSubnet> Subnets { get; init; } = [];

    /// <summary>Whether standalone containers may join a swarm's network.</summary>
    public bool Attachable { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The running containers that are connected, by id.</summary>
    public IReadOnlyDictionary<string, NetworkMember> Containers { get; init; } = new Dictionary<string, NetworkMember>();
}
