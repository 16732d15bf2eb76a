using System.Collections.Generic;

namespace Haloy.Engine.Docker.Wire;

/// <summary>A network as listed, inspected and created: one shape with different gaps.</summary>
internal sealed record NetworkJson
{
    public string? Id { get; init; }

    public string Name { get; init; } = "";

    public string? Driver { get; init; }

    public string? Scope { get; init; }

    public bool? CheckDuplicate { get; init; }

    public bool? Attachable { get; init; }

    public bool? Internal { get; init; }

    public IpamJson? IPAM { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public Dictionary<string, NetworkContainerJson>? Containers { get; init; }
}

internal sealed record IpamJson
{
    public List<IpamConfigJson>? Config { get; init; }
}

internal sealed record IpamConfigJson
{
    public string? Subnet { get; init; }

    public string? IPRange { get; init; }

    public string? Gateway { get; init; }
}

internal sealed record NetworkContainerJson
{
    public string? Name { get; init; }

    public string? IPv4Address { get; init; }
}

internal sealed record ConnectJson
{
    public required string Container { get; init; }

    public EndpointConfigJson? EndpointConfig { get; init; }
}

internal sealed record DisconnectJson
{
    public required string Container { get; init; }

    public bool Force { get; init; }
}
