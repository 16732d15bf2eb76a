using System.Text.Json;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>
/// Where a container answers, by the configuration that it was made from: a kept one goes on listening on its own port
/// whatever the file says now.
/// </summary>
/// <param name="Port">The port that its process listens on.</param>
/// <param name="HealthCheckPath">The path that tells its health; null: none does.</param>
public sealed record Listening(int Port, string? HealthCheckPath)
{
    /// <summary>Where a new container of a target answers.</summary>
    public static Listening Of(TargetSpec target) => new(target.Port, target.HealthCheckPath);

    /// <summary>Reads it from the resolved configuration in a container's label.</summary>
    /// <returns>Null when the text is none.</returns>
    public static Listening? Parse(string spec)
    {
        try
        {
            using var json = JsonDocument.Parse(spec);
            return new(json.RootElement.GetProperty("port").GetInt32(), json.RootElement.GetProperty("health_check_path").GetString());
        }
        catch (System.Exception e) when (e is JsonException or System.Collections.Generic.KeyNotFoundException or System.InvalidOperationException or System.FormatException)
        {
            return null;
        }
    }
}
