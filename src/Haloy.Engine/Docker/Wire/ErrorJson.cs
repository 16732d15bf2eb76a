namespace Haloy.Engine.Docker.Wire;

internal sealed record ErrorJson
{
    [System.Text.Json.Serialization.JsonPropertyName("message")]
    public string? Message { get; init; }
}
