using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record VolumeJson
{
    public string Name { get; init; } = "";

    public string? Driver { get; init; }

    public string? Mountpoint { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record VolumesJson
{
    public List<VolumeJson>? Volumes { get; init; }
}

internal sealed record VolumeCreationJson
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
