using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>A plan in words: one line per step. The same text is printed before a deploy (<c>Plan&lt;Target&gt;</c>) and logged while it runs.</summary>
public static class PlanPrinter
{
    /// <summary>One line per step.</summary>
    public static IReadOnlyList<string> Lines(DeploymentPlan plan) => [.. plan.Steps.Select(s => Describe(s, plan.Target))];

    /// <summary>One step in words.</summary>
    /// <param name="step">The step.</param>
    /// <param name="target">The target that it is for; its waits are named.</param>
    public static string Describe(Step step, TargetSpec target) => step switch
    {
        Step.RemoveLeftovers s => $"remove {Count(s.Containers.Count)} that an interrupted run left: {Names(s.Containers)}",
        Step.CreateNetworks s => "create network " + string.Join(" and ", new[] { s.Shared?.Name, s.Own }.Where(n => n is not null)),
        Step.EnsureProxy s => $"start the reverse proxy on {string.Join(", ", s.Networks)}",
        Step.Start s => $"start {Names(s.Containers)}",
        Step.AwaitReady s => $"wait until {Names(s.Containers)} {(s.Containers.Count == 1 ? "is" : "are")} ready ({Readiness(target, s.Containers.Max(c => c.SecondsToHealth(target)))})",
        Step.Route s => $"route {string.Join(", ", target.Domains.Select(d => d.Domain))} to {string.Join(", ", s.Members.Select(m => m.Name))}",
        Step.Close => "answer 503 with Retry-After meanwhile",
        Step.RestoreRoute { Members.Count: 0 } => "route as before, to nothing",
        Step.RestoreRoute s => $"route as before, to {string.Join(", ", s.Members.Select(m => m.Name))}",
        Step.Unroute => "take the hosts that the target no longer has out of the reverse proxy",
        Step.Retire s => $"drain up to {target.DrainSeconds} s and stop {Names(s.Containers)}",
        Step.Stop s => $"stop {Names(s.Containers)} (up to {target.StopGraceSeconds} s each)",
        Step.Rename s => $"rename {s.Container.Name} to {s.NewName}",
        Step.Discard s => $"take away {Names(s.Containers)}",
        Step.Complete s => $"note {s.Deployment} in the history",
        Step.Forget s => $"remove what the history does not keep: {Forgotten(s)}",
        _ => step.ToString(),
    };

    private static string Forgotten(Step.Forget s) =>
        s.Containers.Count > 0 ? Names(s.Containers) : "images of " + string.Join(", ", s.Deployments);

    private static string Readiness(TargetSpec target, int seconds)
    {
        var health = target.HealthCheckPath is { } path ? $"GET {path} on port {target.Port}" : "running";
        var soak = target.MinReadySeconds > 0 ? $", then {target.MinReadySeconds} s of running" : "";
        return $"{health}, within {seconds} s{soak}";
    }

    private static string Count(int n) => n == 1 ? "a container" : $"{n} containers";

    private static string Names(EquatableArray<ObservedContainer> containers) => string.Join(", ", containers.Select(c => c.Name));

    private static string Names(EquatableArray<Incoming> containers) => string.Join(", ", containers.Select(c => c.Name));
}
