using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Engines;

/// <summary>Whole deploys to a recent engine with either image store, which refuses an older API than Docker 29 does.</summary>
public sealed class RecentEngineTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    public static TheoryData<EngineKind> Kinds => [EngineKind.RecentOverlay, EngineKind.RecentContainerd];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_recent_engine_is_what_its_kind_says(EngineKind kind)
    {
        await using var site = await SiteAsync(kind);

        var info = await site.EngineOf(NameOf(kind)).InfoAsync(Token);
        var old = await AskAsync(site[NameOf(kind)].DockerSocket, "http://engine/v1.43/info");

        Assert.True(int.Parse(info.ServerVersion.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= 28, info.ServerVersion);
        Assert.Equal(kind == EngineKind.RecentContainerd ? "overlayfs" : "overlay2", info.Driver);
        Assert.Contains("too old", old, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Versions_follow_one_another_without_a_lost_request_and_come_back(EngineKind kind)
    {
        await using var site = await SiteAsync(kind, new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml(kind, "rolls", "1"));
        await site.DeployAsync();
        Assert.Equal("1", await site.GetAsync(NameOf(kind), "rolls.example.com"));
        await using var load = RequestLoop.Start(site.AddressOf(NameOf(kind)), "rolls.example.com", clients: 8);

        site.Configure(Yaml(kind, "rolls", "2"));
        await site.DeployAsync();
        Assert.Equal("2", await site.GetAsync(NameOf(kind), "rolls.example.com"));

        site.Configure(Yaml(kind, "rolls", "1", "env: [{ name: FAIL_HEALTH, value: 1 }]\nhealth_check_timeout_seconds: 3"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        Assert.Equal(Outcome.RolledBack, failed.Report.Targets[0].Outcome);
        Assert.Equal("2", await site.GetAsync(NameOf(kind), "rolls.example.com"));

        await using (var run = site.Start())
            await run.RollbackAsync("rolls", null, Token);
        await load.StopAsync();

        Assert.Equal("1", await site.GetAsync(NameOf(kind), "rolls.example.com"));
        Assert.Equal("", load.Lost);
        Assert.Equal(2, (await site.ContainersAsync(NameOf(kind), "rolls")).Count(c => c.State == "running"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_recent_engine_built_with_BuildKit_is_brought_and_serves(EngineKind kind)
    {
        await using var site = await SiteAsync(kind);
        var builder = (await fixture.WithAsync(kind, $"builds-{kind}".ToLowerInvariant()))[$"builds-{kind}".ToLowerInvariant()].Engine;
        await builder.LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        foreach (var (name, value) in builder.Variables)
            site.Environment[name] = value;
        site.Write("Dockerfile", "FROM haloy-lab/app:1\nCOPY version ./version\n");
        site.Write("version", "one");
        site.Configure(Yaml(kind, "built", "1").Replace("image: { repository: haloy-lab/app, tag: '1', pull_policy: never }", "image: { repository: recent/built, tag: latest, builder: {} }", StringComparison.Ordinal));

        await site.DeployAsync();
        Assert.Equal("one", await site.GetAsync(NameOf(kind), "built.example.com"));
        site.Write("version", "two");
        var changed = (await site.DeployAsync()).Targets[0];

        Assert.Equal("two", await site.GetAsync(NameOf(kind), "built.example.com"));
        Assert.InRange(changed.BytesSent, 1, 20_000);
    }

    private static async Task<string> AskAsync(string socket, string uri)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = async (_, ct) => await UnixSocket.At(socket)(ct) };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri(uri), Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private static string NameOf(EngineKind kind) => $"runs-{kind}".ToLowerInvariant();

    private static string Yaml(EngineKind kind, string app, string version, string more = "") =>
        AppYaml.For(app, NameOf(kind), version, $"replicas: 2\n{more}");

    private async Task<Site> SiteAsync(EngineKind kind, params AppImage[] images)
    {
        await fixture.WithAsync(kind, NameOf(kind));
        return await Site.OnAsync(fixture, [NameOf(kind)], images);
    }
}
