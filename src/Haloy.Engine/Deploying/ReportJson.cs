using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Haloy.Engine.Deploying;

/// <summary>A report as the JSON of spec/deploying.md §11.</summary>
public static class ReportJson
{
    /// <summary>The document.</summary>
    public static JsonObject Write(RunReport report) => new()
    {
        ["command"] = report.Command,
        ["started"] = report.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["seconds"] = Seconds(report.Took),
        ["outcome"] = Word(report.Outcome),
        ["images"] = new JsonArray([.. report.Images.Select(i => (JsonNode)new JsonObject
        {
            ["reference"] = i.Reference,
            ["id"] = i.Id,
            ["built"] = i.Built,
            ["seconds"] = Seconds(i.Took),
        })]),
        ["targets"] = new JsonArray([.. report.Targets.Select(t => (JsonNode)Target(t))]),
    };

    /// <summary>An outcome as the report spells it.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "succeeded",
        Outcome.Failed => "failed",
        Outcome.RolledBack => "rolled_back",
        Outcome.Skipped => "skipped",
        _ => "interrupted",
    };

    private static JsonObject Target(TargetReport target) => new()
    {
        ["target"] = target.Target,
        ["server"] = target.Server,
        ["deployment"] = target.Deployment,
        ["outcome"] = Word(target.Outcome),
        ["error"] = target.Error,
        ["seconds"] = Seconds(target.Took),
        ["image_id"] = target.ImageId,
        ["image_digest"] = target.ImageDigest,
        ["bytes_sent"] = target.BytesSent,
        ["bytes_total"] = target.BytesTotal,
        ["ssh_connections"] = target.SshConnections,
        ["engine_requests"] = target.EngineRequests,
        ["sequential_round_trips"] = target.SequentialRoundTrips,
        ["proof"] = target.Proof is { } proof ? new JsonObject { ["requests"] = proof.Requests, ["lost"] = proof.Lost } : null,
        ["steps"] = new JsonArray([.. target.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["name"] = s.Name,
            ["started_at"] = Seconds(s.StartedAt),
            ["seconds"] = Seconds(s.Took),
        })]),
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
