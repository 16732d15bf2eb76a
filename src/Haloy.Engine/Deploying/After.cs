using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>What a failed deploy left, in a word.</summary>
internal static class After
{
    /// <summary>For what fails once the switch is done: a hook, or the removal of what is not kept.</summary>
    public const string NewVersionServes = "The new version serves all the same.";

    /// <summary>For a lock that was lost, and taken by another deploy before the way back.</summary>
    public const string AnotherServes = "Another deploy of the app was there meanwhile: what it brought serves, and what this one had started is removed. Deploy again if this version is wanted.";

    /// <summary>For a connection that ended meanwhile: what the server still did is not known.</summary>
    public const string ConnectionLost = "What served goes on serving. Deploy again once the server can be reached, which also cleans up.";

    /// <summary>For a way back that failed itself.</summary>
    public static string NoWayBack(TargetSpec target, IReadOnlyCollection<Step> begun, string reason) =>
        $"The way back could not be finished either: {reason} {ServesWithoutWayBack(begun)} "
        + $"'nuke Status{TargetNaming.PascalCase(target.Key)}' shows what runs; deploy again once the reason is gone, which also cleans up.";

    private static string ServesWithoutWayBack(IReadOnlyCollection<Step> begun) =>
        begun.OfType<Step.Stop>().Any() ? "The old version was stopped and may not serve again yet."
        : begun.OfType<Step.Retire>().Any() ? "Some of what served may be stopped."
        : "What served goes on serving.";

    /// <summary>The outcome once the undo went through.</summary>
    public static Outcome Undo(DeploymentPlan plan, IReadOnlyCollection<Step> begun, Exception reason)
    {
        if (reason is OperationCanceledException)
            return Outcome.Interrupted;
        var isDown = begun.OfType<Step.Stop>().Any() && !plan.Target.RollbackOnFailure;
        return plan.Situation.Serving.Count == 0 || isDown ? Outcome.Failed : Outcome.RolledBack;
    }

    /// <summary>What serves now, as the error's last sentence.</summary>
    public static string Sentence(Outcome outcome, TargetSpec target) => outcome switch
    {
        Outcome.RolledBack => "The old version serves as before; what the failed deploy had started is removed.",
        Outcome.Interrupted => "It was interrupted: what it had started is removed, what served before serves on.",
        Outcome.Failed when target.Strategy == DeploymentStrategy.Replace && !target.RollbackOnFailure =>
            $"The old version is stopped and kept; nothing serves. 'nuke Rollback{TargetNaming.PascalCase(target.Key)}' brings it back.",
        _ => "Nothing of it is left running.",
    };
}
