using System;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>A new version that is broken, sooner or later, and two people who deploy at once.</summary>
public sealed class UnwellContainerTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "unwell1";

    [Fact]
    [FaultRow("New container never becomes healthy", "rolling, 2 replicas")]
    public async Task Never_healthy()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, Server, "never", 2);
        await ordeal.ServeAsync();
        await ordeal.MeetAsync("the first", more: "env: [ { name: UNHEALTHY_REPLICA, value: 1 } ]\nhealth_check_timeout_seconds: 2");
        await ordeal.MeetAsync("the second", more: "env: [ { name: UNHEALTHY_REPLICA, value: 2 } ]\nhealth_check_timeout_seconds: 5");
        await ordeal.EndAsync();
    }

    [Fact]
    [FaultRow("New container dies within min_ready_seconds", "rolling, 1 replica")]
    public async Task Dies_while_it_is_watched()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, Server, "watched");
        await ordeal.ServeAsync();
        await ordeal.MeetAsync("after 2 s of 30", more: "env: [ { name: EXIT_AFTER, value: 2 } ]\nmin_ready_seconds: 30");
        await ordeal.EndAsync();
    }

    [Fact]
    [FaultRow("New container dies right after the switch", "rolling, 1 replica")]
    public async Task Dies_after_the_switch()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, Server, "switched", tolerated: ["503 with Retry-After"]);
        await ordeal.ServeAsync();
        ordeal.Site.On = happened =>
        {
            if (happened is DeploymentEvent.StepFinished { Step: var step } && step.StartsWith("route", StringComparison.Ordinal))
                KillNewest(ordeal);
        };
        await ordeal.MeetAsync("after the switch", between: () =>
        {
            ordeal.Site.On = null;
            return Task.CompletedTask;
        });
        Assert.Equal(["fails, the old version is back"], ordeal.Endings);
        await ordeal.EndAsync("old or new version; 503 for what was in flight in the container that died");
    }

    [Fact]
    [FaultRow("Second deploy of the app meanwhile", "rolling, 1 replica")]
    public async Task Two_at_once()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, Server, "twice");
        await ordeal.ServeAsync();
        await ordeal.MeetAsync("at once", () => Task.WhenAll(ordeal.Site.DeployAsync(), ordeal.Site.DeployAsync()));
        await ordeal.EndAsync();
    }

    /// <summary>Its process, so that the engine starts it again as its restart policy says; returns once the engine has noticed.</summary>
    private static void KillNewest(Ordeal ordeal) => ordeal.Site[ordeal.Server].RunAsync(
        $$$"""
        id=$(docker ps --quiet --latest --filter label=haloy.app={{{ordeal.App}}})
        kill -9 $(docker inspect --format '{{.State.Pid}}' $id)
        while [ "$(docker inspect --format '{{.State.Running}} {{.RestartCount}}' $id)" = 'true 0' ]; do :; done
        """,
        TestContext.Current.CancellationToken).GetAwaiter().GetResult().OutputOrThrow();
}
