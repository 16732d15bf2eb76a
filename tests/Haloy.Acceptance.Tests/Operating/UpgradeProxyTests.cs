using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Routing;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class UpgradeProxyTests(LabFixture fixture)
{
    private const string Server = "upgrade1";
    private const string Newer = "haloy-lab/caddy:next";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_of_another_image_takes_over_with_every_route()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(AppYaml.For("upgraded", Server, "1", "network: apart"));
        await site.DeployAsync();
        await using var engine = site.EngineOf(Server);
        await AnotherImageAsync(site);
        site.ProxyImage = Newer;
        await using var load = RequestLoop.Start(site.AddressOf(Server), "upgraded.example.com", clients: 8);

        await using var run = site.Start();
        var upgraded = (await run.UpgradeProxyAsync(["upgraded"], Token)).Single();
        await load.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"gap {upgraded.Gap?.TotalMilliseconds} ms; {load.Made} requests, lost: {load.Lost}");

        Assert.NotNull(upgraded.Gap);
        Assert.Equal("1", await site.GetAsync(Server, "upgraded.example.com"));
        var proxy = await engine.InspectContainerAsync("haloy-proxy", Token);
        Assert.Equal(upgraded.ImageId, proxy.ImageId);
        Assert.Equal(["apart", "haloy"], proxy.Networks.Keys.Order());
        Assert.Null(await engine.FindContainerAsync("haloy-proxy-old", Token));
        Assert.Null(await engine.FindNetworkAsync("haloy-proxy-next", Token));
        Assert.Null((await run.UpgradeProxyAsync(["upgraded"], Token)).Single().Gap);

        await site[Server].RebootAsync(Token);
        await site.DeployAsync();
        Assert.Equal("1", await site.GetAsync(Server, "upgraded.example.com"));
        Assert.Equal(upgraded.ImageId, (await engine.InspectContainerAsync("haloy-proxy", Token)).ImageId);
    }

    [Fact]
    public async Task An_image_that_is_no_proxy_leaves_the_old_one_serving()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(AppYaml.For("kept", Server, "1"));
        await site.DeployAsync();
        await using var engine = site.EngineOf(Server);
        var before = (await engine.InspectContainerAsync("haloy-proxy", Token)).Id;
        site.ProxyImage = "haloy-lab/app:1";
        await using var run = site.Start();

        var failed = await Assert.ThrowsAsync<RoutingException>(() => run.UpgradeProxyAsync(["kept"], Token));

        Assert.Contains("The old one serves as before.", failed.Message);
        Assert.Equal(before, (await engine.InspectContainerAsync("haloy-proxy", Token)).Id);
        Assert.Equal("1", await site.GetAsync(Server, "kept.example.com"));
        Assert.Null(await engine.FindContainerAsync("haloy-proxy-next", Token));
    }

    // The same files under another configuration: to the engine another image.
    private static async Task AnotherImageAsync(Site site)
    {
        var made = await site[Server].RunAsync($"id=$(docker create caddy:2) && docker commit -c 'LABEL made=anew' $id {Newer} && docker rm $id", Token);
        Assert.Equal(0, made.ExitCode);
    }
}
