using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>Decides what a deploy or a rollback does: a pure function of what is wanted and what is there.</summary>
public static class Planner
{
    /// <summary>The plan that brings a new deployment of a target.</summary>
    /// <param name="target">What is wanted.</param>
    /// <param name="server">What is there.</param>
    /// <param name="deployment">The new deployment's id.</param>
    /// <exception cref="PlanningException">What is there does not allow it.</exception>
    public static DeploymentPlan Deploy(TargetSpec target, ObservedServer server, DeploymentId deployment)
    {
        var situation = Situation.Of(server, target.Name);
        var addresses = SharedNetwork.On(server).Free(server, target.Replicas, deployment.Text);
        return Plan(target, server, deployment, situation, ContainerNames.NewContainers(target, deployment, addresses));
    }

    /// <summary>The plan that brings a kept deployment back.</summary>
    /// <param name="target">How the target is deployed.</param>
    /// <param name="server">What is there.</param>
    /// <param name="wanted">The deployment to bring back; null: the one before the current.</param>
    /// <exception cref="PlanningException">There is no such deployment, or it serves already.</exception>
    public static DeploymentPlan Rollback(TargetSpec target, ObservedServer server, DeploymentId? wanted)
    {
        var situation = Situation.Of(server, target.Name);
        var deployment = History.FindRollback(situation, target, wanted);
        var incoming = situation.Kept.Where(c => c.Deployment == deployment).Select(c => Incoming.Of(c, target)).ToEquatableArray();
        return Plan(target, server, deployment, situation, incoming);
    }

    private static DeploymentPlan Plan(
        TargetSpec target, ObservedServer server, DeploymentId deployment, Situation situation, EquatableArray<Incoming> incoming)
    {
        var swap = target.Strategy == DeploymentStrategy.Rolling
            ? RollingStrategy.Steps(target, situation, incoming)
            : ReplaceStrategy.Steps(target, situation, incoming);
        var steps = Preparation(target, server, situation).Concat(swap).Append(new Step.Complete(deployment)).Concat(Afterwards(target, situation, deployment));
        return new(target, deployment, situation, incoming, steps.ToEquatableArray());
    }

    private static IEnumerable<Step> Afterwards(TargetSpec target, Situation situation, DeploymentId deployment)
    {
        if (situation.HasRoute && target.Domains.Count == 0)
            yield return new Step.Unroute();
        foreach (var step in History.Steps(target, situation, deployment))
            yield return step;
    }

    private static IEnumerable<Step> Preparation(TargetSpec target, ObservedServer server, Situation situation)
    {
        if (situation.Leftovers.Count > 0)
            yield return new Step.RemoveLeftovers(situation.Leftovers);

        var there = server.Networks.Select(n => n.Name).ToHashSet();
        var shared = there.Contains(Defaults.Network) ? null : SharedNetwork.On(server);
        var own = target.Network == Defaults.Network || there.Contains(target.Network) ? null : target.Network;
        if (shared is not null || own is not null)
            yield return new Step.CreateNetworks(shared, own);

        var needed = new[] { Defaults.Network, target.Network }.Distinct().ToEquatableArray();
        if (NeedsProxy(target) && (server.Proxy is not { Running: true } || needed.Except(server.Proxy.Networks).Any()))
            yield return new Step.EnsureProxy(needed);
    }

    /// <summary>Whether the target needs the proxy: it is routed, or its health is asked for over HTTP from the proxy's network.</summary>
    internal static bool NeedsProxy(TargetSpec target) => target.Domains.Count > 0 || target.HealthCheckPath is not null;
}
