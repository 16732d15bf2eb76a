using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>
/// One request after another goes wrong on its way through the tunnel: the SSH session is killed while the engine carries
/// it out, or it is refused. Several classes, since they run beside each other.
/// </summary>
public sealed class CutConnectionTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("SSH connection cut at every Engine request", "rolling, 1 replica")]
    public Task One_replica() => EveryRequest.GoesWrongAsync(fixture, "cut1", "cut-one", 1, RelayFault.CutSession);

    [Fact]
    [FaultRow("Engine answers every request late", "rolling, 2 replicas")]
    public async Task An_engine_that_is_slow()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "cut1", "slow", 2);
        await using var relay = await EngineRelay.InFrontOfAsync(ordeal.Site[ordeal.Server], TestContext.Current.CancellationToken);
        relay.Disarm();
        await ordeal.ServeAsync();

        relay.Delay = System.TimeSpan.FromMilliseconds(200);
        await ordeal.MeetAsync("200 ms each", between: () =>
        {
            relay.Delay = System.TimeSpan.Zero;
            return Task.CompletedTask;
        });

        await ordeal.EndAsync();
    }
}

public sealed class CutConnectionOfSeveralTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("SSH connection cut at every Engine request", "rolling, 2 replicas")]
    public Task Two_replicas() => EveryRequest.GoesWrongAsync(fixture, "cut2", "cut-two", 2, RelayFault.CutSession);
}

public sealed class RefusedRequestTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("Engine answers 500, at every request", "rolling, 1 replica")]
    public Task One_replica() => EveryRequest.GoesWrongAsync(fixture, "cut3", "refused-one", 1, RelayFault.Refuse);
}

internal static class EveryRequest
{
    // Some requests are made once or twice as it happens: the last ones are found when no fault happens several times in a row.
    private const int Enough = 2;

    public static async Task GoesWrongAsync(LabFixture fixture, string server, string app, int replicas, RelayFault fault)
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, server, app, replicas);
        await using var relay = await EngineRelay.InFrontOfAsync(ordeal.Site[server], TestContext.Current.CancellationToken);
        relay.Disarm();
        await ordeal.ServeAsync();

        var missed = 0;
        for (var at = 1; missed < Enough; at++)
        {
            relay.Arm(fault, at);
            await ordeal.MeetAsync($"request {at}", hasHappened: () =>
            {
                var happened = relay.HasHappened;
                missed += happened ? 0 : 1;
                relay.Disarm();
                return happened;
            });
        }

        await ordeal.EndAsync(deploy: fault == RelayFault.CutSession
            ? "fails, or succeeds when it was all but over"
            : "fails, and the old version is back; or succeeds where the answer does not matter");
    }
}
