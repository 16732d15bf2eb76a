using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>What runs of a target.</summary>
public sealed record TargetStatus
{
    /// <summary>The target's key.</summary>
    public required string Target { get; init; }

    /// <summary>The server, as the file names it.</summary>
    public required string Server { get; init; }

    /// <summary>Why nothing is known of it; null: all is.</summary>
    public string? Error { get; init; }

    /// <summary>The deployment that serves; null: none does.</summary>
    public string? Deployment { get; init; }

    /// <summary>When it was deployed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The name under which its image is on the server; null: it has lost it.</summary>
    public string? Image { get; init; }

    /// <summary>The id of the image that it runs.</summary>
    public string? ImageId { get; init; }

    /// <summary>How many containers the file wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>The hosts that are routed to it.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The containers that serve.</summary>
    public required IReadOnlyList<ContainerStatus> Containers { get; init; }

    /// <summary>How many of them get requests, or would if there were hosts, and are not called unhealthy.</summary>
    public int Ready => Containers.Count(c => (c.IsRouted || Domains.Count == 0) && c.Health is null or "healthy");

    internal static TargetStatus Of(TargetSpec target, ServerLook look)
    {
        var survey = look.Of(target.Name);
        var serving = Situation.Of(survey.Server, target.Name).Serving;
        var last = serving.LastOrDefault();
        return new()
        {
            Target = target.Key,
            Server = target.Server.Text,
            Deployment = last?.Deployment.Text,
            Since = last?.Deployment.Time,
            Image = last is null ? null : look.NameOf(last.ImageId),
            ImageId = last?.ImageId,
            Wanted = target.Replicas,
            Domains = [.. target.Domains.Select(d => d.Domain)],
            Containers = [.. serving.Select(c => new ContainerStatus(
                c.Name, ReplicaName.Short(c.Name, target.Name, c.Deployment.Text), c.Id, c.Status, survey.Server.Routed.Contains(c.Address)))],
        };
    }

    internal static TargetStatus Unknown(TargetSpec target, string error) =>
        new() { Target = target.Key, Server = target.Server.Text, Error = error, Wanted = target.Replicas, Domains = [], Containers = [] };
}

/// <summary>A container that serves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replica">The shortest name that tells it from the target's others.</param>
/// <param name="Id">The engine's id.</param>
/// <param name="Status">The engine's word, such as <c>Up 3 minutes (healthy)</c>.</param>
/// <param name="IsRouted">Whether the proxy sends requests to it.</param>
public sealed record ContainerStatus(string Name, string Replica, string Id, string Status, bool IsRouted)
{
    /// <summary>What its own health check says: <c>healthy</c>, <c>unhealthy</c>, <c>starting</c>; null: it has none.</summary>
    public string? Health =>
        Status.Contains("(healthy)", StringComparison.Ordinal) ? "healthy"
        : Status.Contains("(unhealthy)", StringComparison.Ordinal) ? "unhealthy"
        : Status.Contains("(health: starting)", StringComparison.Ordinal) ? "starting"
        : null;
}
