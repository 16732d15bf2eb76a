using System.Collections.Generic;

namespace Haloy.Testing.Docker;

/// <summary>A network of the fake engine.</summary>
public sealed class FakeNetwork
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Driver { get; init; } = "bridge";

    public string Subnet { get; init; } = "";

    public string IpRange { get; init; } = "";

    public string Gateway { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    internal int NextHost { get; set; } = 2;

    /// <summary>The next address that the engine gives out by itself.</summary>
    internal string NextAddress()
    {
        var parts = (IpRange.Length > 0 ? IpRange : Subnet).Split('/')[0].Split('.');
        return $"{parts[0]}.{parts[1]}.{parts[2]}.{NextHost++}";
    }
}

/// <summary>A container's place in a network of the fake engine.</summary>
public sealed class FakeEndpoint
{
    /// <summary>The address while the container runs; empty otherwise.</summary>
    public string IpAddress { get; set; } = "";

    /// <summary>The address it was given for good.</summary>
    public string? FixedIp { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];
}
