namespace Haloy.Engine.Docker;

/// <summary>What the engine says while it pushes an image.</summary>
/// <param name="Layer">The layer it is about, shortened; null where it is about the whole.</param>
/// <param name="Status">For example <c>Pushing</c>.</param>
/// <param name="Current">Bytes done; null where the engine does not say.</param>
/// <param name="Total">Bytes in all; null where the engine does not say.</param>
/// <param name="Digest">The manifest's digest, told once at the end.</param>
public sealed record PushProgress(string? Layer, string Status, long? Current, long? Total, string? Digest);
