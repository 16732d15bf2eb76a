using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record ImageSummaryJson
{
    public string Id { get; init; } = "";

    public List<string>? RepoTags { get; init; }

    public List<string>? RepoDigests { get; init; }

    public long Created { get; init; }

    public long Size { get; init; }

    public Dictionary<string, string>? Labels { get; init; }
}

internal sealed record ImageDetailsJson
{
    public string Id { get; init; } = "";

    public List<string>? RepoTags { get; init; }

    public List<string>? RepoDigests { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    public string? Architecture { get; init; }

    public string? Os { get; init; }

    public string? Variant { get; init; }

    public long Size { get; init; }

    public RootFsJson? RootFS { get; init; }

    public ContainerConfigJson? Config { get; init; }
}

internal sealed record RootFsJson
{
    public List<string>? Layers { get; init; }
}
