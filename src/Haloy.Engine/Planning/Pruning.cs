using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>What of an app nothing needs any more: what its history does not keep, and what runs that were killed left.</summary>
/// <param name="Containers">Containers that do not run.</param>
/// <param name="Deployments">Deployments whose image tags go.</param>
public sealed record Pruning(EquatableArray<ObservedContainer> Containers, EquatableArray<DeploymentId> Deployments)
{
    /// <summary>Decides.</summary>
    /// <param name="target">Whose history it is.</param>
    /// <param name="situation">What is there.</param>
    /// <param name="keep">How many deployments are kept, the current one included; null: as many as the target's history says.</param>
    public static Pruning Of(TargetSpec target, Situation situation, int? keep)
    {
        var running = situation.Outgoing.Concat(situation.Leftovers.Where(c => c.Running)).Select(c => c.Deployment).ToHashSet();
        var history = target.Image.History;
        var others = (keep ?? (history.Strategy == HistoryStrategy.None ? 1 : history.Count ?? 1)) - (running.Count > 0 ? 1 : 0);
        // Only what still has its containers can be gone back to; the rest takes no place in the history.
        var kept = situation.Kept.Select(c => c.Deployment).Distinct().Where(d => !running.Contains(d))
            .OrderByDescending(d => d).Take(others).Concat(running).ToHashSet();
        return new(
            situation.Leftovers.Where(c => !c.Running).Concat(situation.Kept.Where(c => !kept.Contains(c.Deployment))).ToEquatableArray(),
            situation.Completed.Where(d => !kept.Contains(d)).ToEquatableArray());
    }
}
