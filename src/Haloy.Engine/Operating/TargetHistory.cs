using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>The deployments of a target that can be gone back to, and the one that runs, newest first (spec/deploying.md §8).</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Entries">The deployments.</param>
public sealed record TargetHistory(string Target, string Server, IReadOnlyList<HistoryEntry> Entries)
{
    internal static TargetHistory Of(TargetSpec target, ServerLook look)
    {
        var situation = Situation.Of(look.Of(target.Name).Server, target.Name);
        var runs = situation.Serving.Select(c => c.Deployment).ToHashSet();
        var containers = situation.Outgoing.Concat(situation.Kept).ToLookup(c => c.Deployment);
        var entries = situation.Completed.Concat(runs).Distinct().OrderByDescending(d => d)
            .Select(d => EntryOf(d, [.. containers[d]], target, look, runs.Contains(d), situation.Completed.Contains(d)));
        return new(target.Key, target.Server.Text, [.. entries]);
    }

    private static HistoryEntry EntryOf(
        DeploymentId deployment, IReadOnlyList<ObservedContainer> containers, TargetSpec target, ServerLook look, bool runs, bool wentThrough)
    {
        // Its tag tells the image of a deployment whose containers somebody removed.
        var imageId = containers.Count > 0 ? containers[0].ImageId : look.TaggedAs($"{Survey.TagRepository(target.Name)}:{deployment}") ?? "";
        var outcome = !wentThrough ? DeploymentState.Unfinished
            : runs ? DeploymentState.Runs
            : containers.Count > 0 ? DeploymentState.Kept
            : DeploymentState.Lost;
        return new(deployment.Text, deployment.Time, imageId, runs, containers.Count)
        {
            Image = look.NameOf(imageId),
            Digest = look.ImageOf(imageId)?.RepoDigests.Select(d => d[(d.IndexOf('@', StringComparison.Ordinal) + 1)..]).FirstOrDefault(),
            State = outcome,
        };
    }
}

/// <summary>A deployment.</summary>
/// <param name="Deployment">Its id; what <c>--deployment-id</c> takes.</param>
/// <param name="Time">When it was deployed.</param>
/// <param name="ImageId">The image that it runs.</param>
/// <param name="Runs">Whether it is the one that runs.</param>
/// <param name="Containers">How many containers it has.</param>
public sealed record HistoryEntry(string Deployment, DateTimeOffset Time, string ImageId, bool Runs, int Containers)
{
    /// <summary>The name under which its image is on the server; null: another image has it now.</summary>
    public string? Image { get; init; }

    /// <summary>The image's digest in its registry; null: no registry has seen it.</summary>
    public string? Digest { get; init; }

    /// <summary>What became of it.</summary>
    public DeploymentState State { get; init; } = Runs ? DeploymentState.Runs : DeploymentState.Kept;
}

/// <summary>What became of a deployment.</summary>
public enum DeploymentState
{
    /// <summary>It serves.</summary>
    Runs,

    /// <summary>It was replaced and can be brought back.</summary>
    Kept,

    /// <summary>It was replaced, and somebody has removed its containers: it cannot be brought back.</summary>
    Lost,

    /// <summary>It serves, but its run was cut off before the end; the next deploy finishes that.</summary>
    Unfinished,
}
