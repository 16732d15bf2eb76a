namespace Haloy.Engine.Docker;

/// <summary>A port of a container published on the server.</summary>
/// <param name="ContainerPort">The port in the container, for example <c>80/tcp</c>.</param>
/// <param name="HostPort">The port on the server; 0: the engine picks one.</param>
/// <param name="HostIp">The server's address that it is bound to; null: all.</param>
public sealed record PortBinding(string ContainerPort, int HostPort, string? HostIp = null);
