using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary>
/// Changes of the routes' shape, which reload the proxy: its connections are handed over, so that neither the app's own
/// clients nor those of another app lose anything.
/// </summary>
[Collection(nameof(WholeMachine))]
public sealed class ShapeChangeTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "shape1";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Scaling_other_hosts_and_another_apps_first_deploy_lose_no_request_and_cut_no_websocket()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("calm", "1", ""));
        await site.DeployAsync();
        site.Configure(Yaml("shape", "1", "replicas: 1"));
        await site.DeployAsync();
        var address = site.AddressOf(Server);
        await using var own = RequestLoop.Start(address, "shape.example.com", clients: 32, scheme: "https", pause: Pause);
        await using var own2 = RequestLoop.StartHttp2(address, "shape.example.com", connections: 2, clients: 32, pause: Pause);
        // Seen without the handover: 116 of these lost in four reloads.
        await using var other = RequestLoop.StartPosting(address, "calm.example.com", clients: 32, scheme: "https");
        await using var other2 = RequestLoop.StartHttp2(address, "calm.example.com", connections: 2, clients: 16, pause: Pause);
        await using var slow = RequestLoop.Start(address, "calm.example.com", "/slow?ms=700", clients: 4, scheme: "https");
        await using var socket = SocketLoop.Start(address, "wss://calm.example.com/ws");

        foreach (var more in new[]
        {
            "replicas: 3", // more slots: a reload
            "replicas: 1",
            "replicas: 3",
            "replicas: 3\nmax_surge: 3",
        })
            await DeployAsync(site, Yaml("shape", "2", more));
        await DeployAsync(site, Yaml("shape", "1", "replicas: 3").Replace("aliases: [www.shape.example.com]", "aliases: [other.shape.example.com]"));
        await DeployAsync(site, Yaml("shape", "2", "replicas: 3") + "\n  - domain: second.shape.example.com\n");
        await DeployAsync(site, Yaml("third", "1", ""));
        foreach (var load in new[] { own, own2, other, other2, slow })
            await load.StopAsync();
        await socket.StopAsync();

        Tell("the app's own clients", own, own2);
        Tell("another app's clients", other, other2, slow);
        Assert.Equal(("", ""), (own.Lost, own2.Lost));
        Assert.Equal(("", "", ""), (other.Lost, other2.Lost, slow.Lost));
        Assert.All([own, own2, other, other2], load => Assert.InRange(load.Made, 500, int.MaxValue));
        Assert.Equal("", socket.Cut);
        Assert.Single(socket.Hosts);
        Assert.InRange(socket.Echoes, 100, int.MaxValue);
    }

    [Fact]
    public async Task A_changed_strategy_holds_from_the_deploy_on_that_states_it()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        await DeployAsync(site, Yaml("mood", "1", "replicas: 2"));
        var address = site.AddressOf(Server);

        await using (var swapped = RequestLoop.StartHttp2(address, "mood.example.com", connections: 2, clients: 16, pause: Pause))
        {
            await DeployAsync(site, Yaml("mood", "2", "replicas: 2\ndeployment_strategy: replace"));
            await swapped.StopAsync();
            Assert.Equal(["200", "503 with Retry-After"], swapped.Answers.Keys.Order());
        }
        await using var rolled = RequestLoop.StartHttp2(address, "mood.example.com", connections: 2, clients: 16, pause: Pause);
        await DeployAsync(site, Yaml("mood", "1", "replicas: 2"));
        await rolled.StopAsync();
        Assert.Equal("", rolled.Lost);
        Assert.Equal(2, rolled.Opened);
    }

    private static async Task DeployAsync(Site site, string yaml)
    {
        site.Configure(yaml);
        await site.DeployAsync();
    }

    private static string Yaml(string app, string version, string more) =>
        AppYaml.For(app, Server, version).Replace("tls: off", $"tls: internal\n{more}");

    private static void Tell(string what, params IReadOnlyList<RequestLoop> loads) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"{what}: {loads.Sum(l => l.Made)} requests on {loads.Sum(l => l.Opened)} connections, lost: {string.Join("; ", loads.Select(l => l.Lost).Where(l => l.Length > 0).DefaultIfEmpty("none"))}");
}
