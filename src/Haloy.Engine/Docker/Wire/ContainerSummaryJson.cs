using System.Collections.Generic;

namespace Haloy.Engine.Docker.Wire;

internal sealed record ContainerSummaryJson
{
    public string Id { get; init; } = "";

    public List<string>? Names { get; init; }

    public string? Image { get; init; }

    public string? ImageID { get; init; }

    public long Created { get; init; }

    public string? State { get; init; }

    public string? Status { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public NetworkSettingsJson? NetworkSettings { get; init; }

    public List<MountJson>? Mounts { get; init; }

    public List<PublishedPortJson>? Ports { get; init; }
}

internal sealed record PublishedPortJson
{
    public int? PublicPort { get; init; }

    public string? Type { get; init; }
}

internal sealed record NetworkSettingsJson
{
    public Dictionary<string, EndpointJson>? Networks { get; init; }
}

internal sealed record EndpointJson
{
    public IpamAddressJson? IPAMConfig { get; init; }

    public List<string>? Aliases { get; init; }

    public string? NetworkID { get; init; }

    public string? IPAddress { get; init; }
}

internal sealed record IpamAddressJson
{
    public string? IPv4Address { get; init; }
}

internal sealed record MountJson
{
    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Source { get; init; }

    public string? Destination { get; init; }

    public bool RW { get; init; }
}
