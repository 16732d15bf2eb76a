using System;
using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Planning;

/// <summary>Short ways to what the planning tests talk about.</summary>
internal static class A
{
    public static TargetSpec Target(int replicas = 1, string name = "shop", string? domain = "shop.example.com") => new()
    {
        Key = name,
        Name = name,
        Server = new() { Text = "web1", Host = "web1" },
        Image = new() { Reference = "shop:1", Repository = "shop", Tag = "1" },
        Replicas = replicas,
        HealthCheckPath = domain is null ? null : "/",
        Domains = domain is null ? default : EquatableArray.Of(new DomainSpec(domain, default)),
    };

    public static TargetSpec Replacing(this TargetSpec target) =>
        target with { Strategy = DeploymentStrategy.Replace, RollbackOnFailure = false };

    public static DeploymentId Id(int minute) =>
        DeploymentId.New(new DateTimeOffset(2026, 11, 22, 4, minute, 0, TimeSpan.Zero), new byte[4]);

    public static ObservedContainer Container(int minute, int replica = 1, bool running = true, string app = "shop") => new()
    {
        Id = $"id-{app}-{minute}-{replica}",
        Name = $"{app}-{Id(minute)}-r{replica}",
        App = app,
        Target = app,
        Deployment = Id(minute),
        Replica = replica,
        Running = running,
        Address = $"10.210.{16 + minute}.{replica}",
    };

    /// <summary>A server with proxy and network whose deployments went through and whose running containers are routed.</summary>
    public static ObservedServer Server(params ObservedContainer[] containers) => new()
    {
        Containers = containers.ToEquatableArray(),
        Networks = EquatableArray.Of(new ObservedNetwork("bridge", "172.17.0.0/16", false), new ObservedNetwork("haloy", "10.210.0.0/16", true)),
        Proxy = new("proxy", true, EquatableArray.Of("haloy")),
        Completed = containers.Where(c => c.App == "shop").Select(c => c.Deployment).Distinct().Order().ToEquatableArray(),
        Routed = containers.Where(c => c.Running && c.App == "shop").Select(c => c.Address).ToEquatableArray(),
    };

    /// <summary>A plan in short: one word per step with the containers' minutes and replicas.</summary>
    public static string Story(DeploymentPlan plan) => Story(plan.Steps, plan);

    public static string Story(EquatableArray<Step> steps, DeploymentPlan plan) => string.Join("\n", steps.Select(s => s switch
    {
        Step.RemoveLeftovers x => "remove leftovers " + Names(x.Containers),
        Step.CreateNetworks x => $"networks {x.Shared?.Subnet} {x.Own}".TrimEnd(),
        Step.EnsureProxy x => "proxy on " + string.Join(",", x.Networks),
        Step.Start x => "start " + Names(x.Containers, plan),
        Step.AwaitReady x => "ready " + Names(x.Containers, plan),
        Step.Route x => "route " + string.Join(" ", x.Members.Select(m => Short(m.Name, plan))),
        Step.RestoreRoute { Members.Count: 0 } => "restore",
        Step.RestoreRoute x => "restore " + string.Join(" ", x.Members.Select(m => Short(m.Name, plan))),
        Step.Close => "close",
        Step.Unroute => "unroute",
        Step.Retire x => "retire " + Names(x.Containers),
        Step.Stop x => "stop " + Names(x.Containers),
        Step.Rename x => $"rename {x.Container.Name} {x.NewName}",
        Step.Discard x => "discard " + Names(x.Containers, plan),
        Step.Complete => "complete",
        Step.Forget x => $"forget {Names(x.Containers)} tags {string.Join(" ", x.Deployments.Select(d => d.Time.Minute))}".TrimEnd(),
        _ => s.ToString(),
    }));

    private static string Names(EquatableArray<ObservedContainer> containers) =>
        string.Join(" ", containers.Select(c => $"{c.Deployment.Time.Minute}.{c.Replica}"));

    private static string Names(EquatableArray<Incoming> containers, DeploymentPlan plan) =>
        string.Join(" ", containers.Select(c => Short(c.Name, plan)));

    private static string Short(string name, DeploymentPlan plan)
    {
        if (plan.Incoming.FirstOrDefault(i => i.Name == name) is { Kept: null } incoming)
            return "new." + incoming.Replica;
        var old = plan.Situation.Serving.Concat(plan.Situation.Idle).Concat(plan.Situation.Kept).First(c => c.Name == name);
        return $"{old.Deployment.Time.Minute}.{old.Replica}";
    }
}
