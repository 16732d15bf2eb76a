using System;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>
/// The engine is restarted, or the proxy's process dies, as a step begins: at the first, at the second, to the last.
/// An engine without live-restore takes its containers down with it, and brings them back.
/// </summary>
public sealed class StoppedEngineTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("dockerd restarted during every step", "rolling, 1 replica")]
    public async Task The_engine_is_restarted()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "stopped1", "restarted", tolerated: Ordeal.Anything);
        await ordeal.ServeAsync();
        await DuringEveryStepAsync(ordeal, server => server.RestartDockerAsync(TestContext.Current.CancellationToken));
        await ordeal.EndAsync("none until the engine is back; then the old or the new version", "fails, or succeeds when it was all but over");
    }

    [Fact]
    [FaultRow("Proxy's process killed during every step", "rolling, 1 replica")]
    public async Task The_proxy_dies()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "stopped1", "proxyless", tolerated: Ordeal.Anything);
        await ordeal.ServeAsync();
        await DuringEveryStepAsync(ordeal, async server =>
            (await server.RunAsync("docker exec haloy-proxy sh -c 'kill -9 $(pidof caddy)'", TestContext.Current.CancellationToken)).OutputOrThrow());
        await ordeal.EndAsync("none until the engine has started it again; then the old or the new version", "fails or succeeds, as far as it needed the proxy");
    }

    [Fact]
    [FaultRow("Proxy's container removed", "between two deploys")]
    public async Task The_proxy_is_removed()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "stopped1", "unproxied", tolerated: Ordeal.Anything);
        await ordeal.ServeAsync();
        await ordeal.MeetAsync("between", async () =>
            (await ordeal.Site[ordeal.Server].Engine.DockerAsync(["rm", "--force", "haloy-proxy"], TestContext.Current.CancellationToken)).OutputOrThrow());
        await ordeal.EndAsync("none until the next deploy, which brings the proxy back with every app's routes", "–");
    }

    private static async Task DuringEveryStepAsync(Ordeal ordeal, Func<TestServer, Task> fault)
    {
        for (var (step, isOver) = (1, false); !isOver; step++)
        {
            var (begun, happening) = (0, (Task?)null);
            ordeal.Site.On = happened =>
            {
                if (happened is DeploymentEvent.StepStarted && ++begun == step)
                    happening = Task.Run(() => fault(ordeal.Site[ordeal.Server]));
            };
            await ordeal.MeetAsync(
                $"during step {step}",
                hasHappened: () => !(isOver = happening is null),
                between: async () =>
                {
                    ordeal.Site.On = null;
                    await (happening ?? Task.CompletedTask);
                    await ordeal.ServesAgainAsync($"during step {step}");
                });
        }
    }
}
