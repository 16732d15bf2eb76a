using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>
/// The way back after a failure: a pure function of the plan and of the steps that were begun (spec/deploying.md §6).
/// </summary>
internal static class Undo
{
    /// <summary>The steps that put the old version back and remove the new one.</summary>
    /// <param name="plan">What was to be done.</param>
    /// <param name="begun">Its steps that were begun, the failed one included.</param>
    /// <param name="putOldBack">Whether the old version is brought back when it was stopped; otherwise it stays stopped.</param>
    public static EquatableArray<Step> Steps(DeploymentPlan plan, IReadOnlyCollection<Step> begun, bool putOldBack) =>
        Enumerate(plan, begun, putOldBack).Concat(Unnote(plan, begun)).ToEquatableArray();

    // Last, since an image that a container runs cannot lose its only tag. A deployment that was in the history before stays there.
    private static IEnumerable<Step> Unnote(DeploymentPlan plan, IReadOnlyCollection<Step> begun)
    {
        if (begun.OfType<Step.Complete>().Any() && !plan.Situation.Completed.Contains(plan.Deployment))
            yield return new Step.Forget(default, EquatableArray.Of(plan.Deployment));
    }

    private static IEnumerable<Step> Enumerate(DeploymentPlan plan, IReadOnlyCollection<Step> begun, bool putOldBack)
    {
        var started = begun.OfType<Step.Start>().SelectMany(s => s.Containers).ToEquatableArray();
        var stopped = begun.OfType<Step.Retire>().SelectMany(s => s.Containers)
            .Concat(begun.OfType<Step.Stop>().SelectMany(s => s.Containers)).ToList();
        var serving = plan.Situation.Serving;
        var comeBack = serving.Where(stopped.Contains).ToEquatableArray();
        var isReplaced = plan.Target.Strategy == DeploymentStrategy.Replace && stopped.Count > 0;

        if (isReplaced && !putOldBack)
        {
            if (started.Count > 0)
                yield return new Step.Discard(started);
            yield break;
        }

        // Replaced means that a static name may be taken by the new container: it goes before the old ones come back.
        if (isReplaced && started.Count > 0)
            yield return new Step.Discard(started);
        foreach (var rename in begun.OfType<Step.Rename>().Reverse())
            yield return new Step.Rename(rename.Container with { Name = rename.NewName }, rename.Container.Name);

        if (comeBack.Count > 0)
        {
            var returning = comeBack.Select(c => Incoming.Of(c, plan.Target)).ToEquatableArray();
            yield return new Step.Start(returning);
            yield return new Step.AwaitReady(returning);
        }
        if (begun.Any(s => s is Step.Route or Step.Close))
            yield return new Step.RestoreRoute(serving.Select(c => c.AsMember(plan.Target)).ToEquatableArray());
        if (!isReplaced && started.Count > 0)
            yield return new Step.Discard(started);
    }
}
