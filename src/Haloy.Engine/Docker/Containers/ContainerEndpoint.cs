using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A container's place in a network.</summary>
public sealed record ContainerEndpoint
{
    /// <summary>The address that it has now; empty while it does not run.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>The address that it was given for good; null when the engine picks one at each start.</summary>
    public string? IpamIpv4 { get; init; }

    /// <summary>The names it is found by, besides its own. Not told when containers are listed.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The network's id.</summary>
    public string NetworkId { get; init; } = "";
}
