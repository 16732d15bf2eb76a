using YamlDotNet.RepresentationModel;

namespace Haloy.Schema.Tests.Documented;

/// <summary>A key as docs/haloy.yaml describes it.</summary>
/// <param name="Path">Such as <c>image.builder.context</c>; keys in list items and in maps by name have no index or name.</param>
/// <param name="Description">The comment above it, without the type line.</param>
/// <param name="Type">What the type line says.</param>
/// <param name="Example">The value that stands at it.</param>
/// <param name="Map">The keys of the maps that may stand at it; empty where there are none.</param>
internal sealed record DocumentedKey(string Path, string Description, TypeLine Type, YamlNode Example, DocumentedMap Map)
{
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];
}
