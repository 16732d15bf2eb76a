using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary>Deploys under load: what clients of every kind see of them.</summary>
[Collection(nameof(WholeMachine))]
public sealed class NothingLostTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "load1";

    // Many clients and no pause would only measure how slow a deploy gets on a machine that has nothing left for it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_rolling_deploys_lose_no_request_of_any_client_and_cut_no_websocket()
    {
        const int deploys = 20;
        const string host = "nothing.example.com";
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        // One container after the other in half of the deploys, all at once in the others.
        string Yaml(int n) => AppYaml.For("nothing", Server, $"{1 + (n % 2)}", $"replicas: 3\ndrain_seconds: 2\nmax_surge: {(n % 4 < 2 ? 1 : 3)}").Replace("tls: off", "tls: internal");
        site.Configure(Yaml(0));
        await site.DeployAsync();
        var address = site.AddressOf(Server);
        await using var http1 = RequestLoop.Start(address, host, clients: 32, scheme: "https", pause: Pause);
        await using var http2 = RequestLoop.StartHttp2(address, host, connections: 4, clients: 64, pause: Pause);
        await using var slow = RequestLoop.Start(address, host, "/slow?ms=700", clients: 8, scheme: "https");
        await using var socket = SocketLoop.Start(address, $"wss://{host}/ws");

        for (var n = 1; n <= deploys; n++)
        {
            site.Configure(Yaml(n));
            await site.DeployAsync();
        }
        foreach (var load in new[] { http1, http2, slow })
            await load.StopAsync();
        await socket.StopAsync();

        Tell("20 rolling deploys, HTTP/1.1", http1);
        Tell("20 rolling deploys, HTTP/2", http2);
        Tell("20 rolling deploys, slow requests", slow);
        TestContext.Current.TestOutputHelper!.WriteLine($"WebSockets: {socket.Hosts.Count} opened, {socket.Echoes} echoes, cut: {socket.Cut}");
        Assert.Equal(("", "", ""), (http1.Lost, http2.Lost, slow.Lost));
        // A kept connection is kept: closing them once would have opened as many again. (.NET may open one to spare.)
        Assert.InRange(http1.Opened, 32, 63);
        Assert.InRange(slow.Opened, 8, 15);
        Assert.Equal(4, http2.Opened);
        Assert.InRange(http1.Made, 10_000, int.MaxValue);
        Assert.InRange(http2.Made, 10_000, int.MaxValue);
        Assert.InRange(slow.Made, 100, int.MaxValue);
        Assert.Equal("", socket.Cut);
        // Each lived until its container was drained: never more than one was needed per deploy, and each met another container.
        Assert.InRange(socket.Hosts.Count, 2, 1 + (deploys * 3));
        Assert.Equal(socket.Hosts.Count, socket.Hosts.Distinct().Count());
    }

    private static void Tell(string what, RequestLoop load) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"{what}: {load.Made} requests on {load.Opened} connections, lost: {(load.Lost.Length > 0 ? load.Lost : "none")}");
}
