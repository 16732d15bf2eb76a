using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A network as it is listed.</summary>
public sealed record NetworkSummary
{
    /// <summary>Its id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; engines before 25 allow several networks of one name.</summary>
    public required string Name { get; init; }

    /// <summary>Its driver, for example <c>bridge</c>.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Its subnets.</summary>
    public IReadOnlyList<NetworkSubnet> Subnets { get; init; } = [];

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
