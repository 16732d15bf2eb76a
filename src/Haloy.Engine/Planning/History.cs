using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>What is kept of replaced deployments, and what a rollback goes back to (spec/deploying.md §8).</summary>
internal static class History
{
    /// <summary>What is removed once a deployment serves: only after success, and never the deployment itself.</summary>
    public static IEnumerable<Step> Steps(TargetSpec target, Situation situation, DeploymentId deployment)
    {
        var keep = Kept(target, situation, deployment);
        var containers = situation.Outgoing.Concat(situation.Kept).Where(c => !keep.Contains(c.Deployment)).ToEquatableArray();
        var tags = situation.Completed.Where(d => !keep.Contains(d)).ToEquatableArray();
        if (containers.Count > 0 || tags.Count > 0)
            yield return new Step.Forget(containers, tags);
    }

    /// <summary>The deployment that a rollback brings back.</summary>
    /// <exception cref="PlanningException">There is none, or it serves already.</exception>
    public static DeploymentId FindRollback(Situation situation, TargetSpec target, DeploymentId? wanted)
    {
        var there = situation.Kept.Select(c => c.Deployment).Distinct().OrderBy(d => d).ToList();
        if (wanted is null)
        {
            var current = situation.Current;
            if (current is null && there.Count == 0 && situation.Completed.Count == 0)
                throw new PlanningException($"nothing is deployed on {target.Server} yet, so that there is nothing to roll back to.");
            return there.LastOrDefault(d => current is null || d < current)
                ?? throw new PlanningException(
                    $"there is no earlier deployment to roll back to. {Listing(there)}");
        }
        if (there.Contains(wanted))
            return wanted;
        throw new PlanningException((
            situation.Current == wanted ? $"deployment {wanted} is the one that runs."
            : situation.Completed.Contains(wanted) ? $"deployment {wanted} cannot come back: its containers were removed from the server."
            : $"the history has no deployment {wanted}.{Nearest(there, wanted)}") + $" {Listing(there)}");
    }

    private static HashSet<DeploymentId> Kept(TargetSpec target, Situation situation, DeploymentId deployment)
    {
        var others = target.Image.History.Strategy == HistoryStrategy.None ? 0 : (target.Image.History.Count ?? 1) - 1;
        return situation.Completed.Where(d => d != deployment).OrderByDescending(d => d).Take(others).Append(deployment).ToHashSet();
    }

    // Ids are of one length: a slip in copying changes a character or two.
    private static string Nearest(List<DeploymentId> there, DeploymentId wanted)
    {
        var nearest = there.Select(d => (Id: d, Slips: d.Text.Zip(wanted.Text).Count(pair => pair.First != pair.Second)))
            .Where(found => found.Slips <= 2).OrderBy(found => found.Slips).Select(found => found.Id).FirstOrDefault();
        return nearest is null ? "" : $" Did you mean {nearest}?";
    }

    private static string Listing(List<DeploymentId> there) =>
        there.Count == 0 ? "Nothing is kept." : $"Kept: {string.Join(", ", there)}.";
}
