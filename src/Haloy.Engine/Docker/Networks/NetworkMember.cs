namespace Haloy.Engine.Docker;

/// <summary>A running container in a network.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Ipv4">Its address there, without the prefix length; empty where it has none.</param>
public sealed record NetworkMember(string Name, string Ipv4);
