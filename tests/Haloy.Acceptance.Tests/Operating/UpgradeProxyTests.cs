using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Operating;
using Haloy.Engine.Routing;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class UpgradeProxyTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "upgrade1";
    private const string Newer = "haloy-lab/caddy:newer";
    private const string Newest = "haloy-lab/caddy:newest";
    private const string Broken = "haloy-lab/caddy:broken";

    // As our earlier versions made it: its first process is Caddy.
    private const string Earlier = """
        docker rm --force haloy-proxy && docker run --detach --name haloy-proxy --label haloy.role=proxy --restart always --network haloy \
          --publish 80:80 --publish 443:443 --publish 443:443/udp --volume haloy-proxy-data:/data --volume haloy-proxy-config:/config \
          caddy:2 caddy run --resume --config /config/haloy/first.json && docker network connect apart haloy-proxy
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caddy_of_another_image_takes_over_and_no_request_is_lost()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(AppYaml.For("upgraded", Server, "1", "network: apart"));
        await site.DeployAsync();
        await using var engine = site.EngineOf(Server);
        await using var run = site.Start();
        await ImageAsync(site, Newer, "printf newer >> /usr/bin/caddy");
        await ImageAsync(site, Newest, "printf newest >> /usr/bin/caddy");
        await ImageAsync(site, Broken, "printf '#!/bin/sh\\n[ $1 != run ]' > /usr/bin/caddy");
        await RunAsync(site, Earlier);

        site.ProxyImage = Newer;
        var replaced = await UpgradeAsync(site);
        Assert.NotNull(replaced.Gap);
        Assert.Equal("1", await site.GetAsync(Server, "upgraded.example.com"));
        var proxy = await engine.InspectContainerAsync("haloy-proxy", Token);
        Assert.Equal(replaced.ImageId, proxy.ImageId);
        Assert.Equal(["apart", "haloy"], proxy.Networks.Keys.Order());
        Assert.Null(await engine.FindContainerAsync("haloy-proxy-old", Token));
        Assert.Null(await engine.FindNetworkAsync("haloy-proxy-next", Token));

        await using var kept = RequestLoop.Start(site.AddressOf(Server), "upgraded.example.com", clients: 8);
        await using var opening = RequestLoop.StartOpening(site.AddressOf(Server), "upgraded.example.com", TimeSpan.FromMilliseconds(20));
        site.ProxyImage = Broken;
        var failed = await Assert.ThrowsAsync<RoutingException>(() => UpgradeAsync(site));
        site.ProxyImage = Newest;
        var upgraded = await UpgradeAsync(site);
        await kept.StopAsync();
        await opening.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{kept.Made} requests on kept connections, lost: {kept.Lost}; {opening.Made} on new ones, lost: {opening.Lost}");

        Assert.Contains("The old one serves as before.", failed.Message);
        Assert.Equal((true, null), (upgraded.IsReplaced, upgraded.Gap));
        Assert.Equal(replaced.ImageId, upgraded.PreviousImageId);
        Assert.Equal(("", ""), (kept.Lost, opening.Lost));
        Assert.Equal(proxy.Id, (await engine.InspectContainerAsync("haloy-proxy", Token)).Id);
        Assert.False((await UpgradeAsync(site)).IsReplaced);

        await RunAsync(site, "docker restart haloy-proxy");
        await site.DeployAsync();
        Assert.Equal("1", await site.GetAsync(Server, "upgraded.example.com"));
        Assert.EndsWith("newest", await RunAsync(site, "docker exec haloy-proxy sh -c 'tail -c 6 /proc/$(pidof caddy)/exe'"));
        Assert.Equal(Newest, (await site.Servers.ListAsync([.. run.Manifest.Targets], Token)).Single(s => s.Targets.Contains("upgraded")).Proxy?.Image);
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

        var failed = await Assert.ThrowsAsync<RoutingException>(() => UpgradeAsync(site));

        Assert.Contains("The old one serves as before.", failed.Message);
        Assert.Equal(before, (await engine.InspectContainerAsync("haloy-proxy", Token)).Id);
        Assert.Equal("1", await site.GetAsync(Server, "kept.example.com"));
        Assert.Empty(await engine.ListContainersAsync(all: true, ["haloy.role=proxy-carrier"], Token));
    }

    private static async Task<UpgradedProxy> UpgradeAsync(Site site)
    {
        await using var run = site.Start();
        return (await run.UpgradeProxyAsync([.. run.Manifest.Targets.Select(t => t.Key)], Token)).Single();
    }

    /// <summary>The proxy's image with its Caddy changed.</summary>
    private static Task ImageAsync(Site site, string name, string change) =>
        RunAsync(site, $"docker rm --force changed; docker run --name changed caddy:2 sh -c {ShellQuoted(change)} && docker commit -c 'CMD [\"sh\"]' changed {name} && docker rm changed");

    private static string ShellQuoted(string text) => "'" + text.Replace("'", "'\\''") + "'";

    private static async Task<string> RunAsync(Site site, string script) => (await site[Server].RunAsync(script, Token)).OutputOrThrow();
}
