using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>The whole file as it was written.</summary>
internal sealed record WrittenManifest
{
    /// <summary>The top level: what targets inherit, or the one target of a file without <c>targets</c>.</summary>
    public required WrittenTarget Base { get; init; }

    /// <summary>The entries of <c>targets</c>; null: there are none, the base is the target.</summary>
    public IReadOnlyList<WrittenEntry>? Targets { get; init; }

    /// <summary>The entries of <c>images</c>.</summary>
    public required IReadOnlyDictionary<string, WrittenImage> Images { get; init; }

    public required EquatableArray<SecretSource> SecretSources { get; init; }

    public required EquatableArray<string> GlobalPreDeploy { get; init; }

    public required EquatableArray<string> GlobalPostDeploy { get; init; }
}

/// <summary>An entry of <c>targets</c>.</summary>
/// <param name="Key">The target's key and its place.</param>
/// <param name="Target">What it states.</param>
/// <param name="EndOffset">Where its text ends; what stands elsewhere was inherited or merged in.</param>
internal sealed record WrittenEntry(Written<string> Key, WrittenTarget Target, int EndOffset)
{
    /// <summary>The place itself when it lies in this target's text, otherwise the target's key.</summary>
    public Place Own(Place place) =>
        place.Position.Offset >= Key.Place.Position.Offset && place.Position.Offset < EndOffset ? place : Key.Place;
}
