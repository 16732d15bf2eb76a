using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

/// <summary>One message of the stream that load, pull and push answer with.</summary>
internal sealed record ProgressJson
{
    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("progressDetail")]
    public ProgressDetailJson? ProgressDetail { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("errorDetail")]
    public ErrorJson? ErrorDetail { get; init; }

    [JsonPropertyName("aux")]
    public PushedJson? Aux { get; init; }

    /// <summary>The failure that this message tells of, if it does.</summary>
    [JsonIgnore]
    public string? Failure => ErrorDetail?.Message ?? Error;
}

internal sealed record ProgressDetailJson
{
    [JsonPropertyName("current")]
    public long? Current { get; init; }

    [JsonPropertyName("total")]
    public long? Total { get; init; }
}

internal sealed record PushedJson
{
    public string? Tag { get; init; }

    public string? Digest { get; init; }
}

internal sealed record RegistryAuthJson
{
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("serveraddress")]
    public string? ServerAddress { get; init; }
}
