namespace Haloy.Engine.Docker;

/// <summary>Something mounted into a container.</summary>
/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Name">The volume's name; null where it is none.</param>
/// <param name="Source">The path on the server.</param>
/// <param name="Destination">The path in the container.</param>
/// <param name="IsWritable">Whether the container may write.</param>
public sealed record ContainerMount(string Type, string? Name, string Source, string Destination, bool IsWritable);
