namespace Haloy.Engine.Docker;

/// <summary>A range of addresses of a network.</summary>
/// <param name="Subnet">All of them, for example <c>172.30.0.0/16</c>.</param>
/// <param name="IpRange">Those that the engine gives out by itself; null: all.</param>
/// <param name="Gateway">The bridge's own; null where the engine does not say.</param>
public sealed record NetworkSubnet(string Subnet, string? IpRange, string? Gateway);
