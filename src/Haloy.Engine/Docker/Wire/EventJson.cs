using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record EventJson
{
    public string? Type { get; init; }

    public string? Action { get; init; }

    public ActorJson? Actor { get; init; }

    [JsonPropertyName("time")]
    public long Time { get; init; }

    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }
}

internal sealed record ActorJson
{
    public string? ID { get; init; }

    public Dictionary<string, string>? Attributes { get; init; }
}
