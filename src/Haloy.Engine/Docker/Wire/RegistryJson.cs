using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record DistributionJson
{
    public DescriptorJson? Descriptor { get; init; }

    public List<PlatformJson>? Platforms { get; init; }

    public RegistryImage ToImage() => new(
        Descriptor?.Digest ?? "",
        [.. (Platforms ?? []).Select(p => string.Join('/', new[] { p.Os, p.Architecture, p.Variant }.Where(part => !string.IsNullOrEmpty(part))))]);
}

internal sealed record DescriptorJson
{
    [JsonPropertyName("digest")]
    public string? Digest { get; init; }
}

internal sealed record PlatformJson
{
    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    [JsonPropertyName("os")]
    public string? Os { get; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }
}
