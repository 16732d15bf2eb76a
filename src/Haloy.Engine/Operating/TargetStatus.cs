using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
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

    /// <summary>The deployment that serves; null: none does.</summary>
    public string? Deployment { get; init; }

    /// <summary>When it was deployed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The image that it runs.</summary>
    public string? ImageId { get; init; }

    /// <summary>How many containers the file wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>The hosts that are routed to it.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The containers that serve.</summary>
    public required IReadOnlyList<ContainerStatus> Containers { get; init; }

    internal static async Task<TargetStatus> ReadAsync(TargetSpec target, DeployServer server, CancellationToken ct)
    {
        await using var door = new ProxyDoor(server.Engine);
        var survey = await Survey.TakeAsync(server.Engine, target.Name, door, ct);
        var serving = Situation.Of(survey.Server, target.Name).Serving;
        return new()
        {
            Target = target.Key,
            Server = target.Server.Text,
            Deployment = serving.LastOrDefault()?.Deployment.Text,
            Since = serving.LastOrDefault()?.Deployment.Time,
            ImageId = serving.LastOrDefault()?.ImageId,
            Wanted = target.Replicas,
            Domains = [.. target.Domains.Select(d => d.Domain)],
            Containers = [.. serving.Select(c => new ContainerStatus(c.Name, c.Status, survey.Server.Routed.Contains(c.Address)))],
        };
    }
}

/// <summary>A container that serves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">The engine's word, such as <c>Up 3 minutes (healthy)</c>.</param>
/// <param name="IsRouted">Whether the proxy sends requests to it.</param>
public sealed record ContainerStatus(string Name, string Status, bool IsRouted);
