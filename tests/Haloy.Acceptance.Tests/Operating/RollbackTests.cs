using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class RollbackTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "rollback1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_replicas_go_back_under_load_without_a_lost_request_and_with_the_environment_they_had()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(AppYaml.For("goesback", Server, "1", "replicas: 3\nenv: [{ name: COLOUR, value: red }]"));
        await site.DeployAsync();
        site.Configure(AppYaml.For("goesback", Server, "2", "replicas: 2\nenv: [{ name: COLOUR, value: blue }]"));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "goesback.example.com", clients: 8);

        RunReport report;
        await using (var run = site.Start())
            report = await run.RollbackAsync("goesback", null, Token);
        await load.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Targets[0].Took.TotalSeconds:0.00} s, {load.Made} requests, lost: '{load.Lost}'");

        Assert.Equal("", load.Lost);
        Assert.Equal("1", await site.GetAsync(Server, "goesback.example.com"));
        Assert.Contains("COLOUR=red", await site.GetAsync(Server, "goesback.example.com", "/env"));
        Assert.Equal(3, (await site.ContainersAsync(Server, "goesback")).Count(c => c.State == "running"));
    }

    [Fact]
    public async Task A_history_tells_what_can_come_back_and_a_rollback_says_why_something_cannot()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"), new AppImage("3"));
        foreach (var version in new[] { "1", "2", "3" })
        {
            site.Configure(AppYaml.For("told", Server, version));
            await site.DeployAsync();
        }
        await using var run = site.Start();
        var history = (await run.HistoryAsync(["told"], Token)).Single().Entries;
        var first = (await site.ContainersAsync(Server, "told")).Single(c => c.Names[0].Contains(history[2].Deployment, System.StringComparison.Ordinal));
        await using (var engine = site.EngineOf(Server))
            await engine.RemoveContainerAsync(first.Id, force: true, volumes: true, Token);

        var after = (await run.HistoryAsync(["told"], Token)).Single().Entries;
        var lost = await Assert.ThrowsAsync<DeploymentFailedException>(() => run.RollbackAsync("told", history[2].Deployment, Token));
        var current = await Assert.ThrowsAsync<DeploymentFailedException>(() => run.RollbackAsync("told", history[0].Deployment, Token));
        await run.RollbackAsync("told", history[1].Deployment, Token);

        Assert.Equal([DeploymentState.Runs, DeploymentState.Kept, DeploymentState.Kept], history.Select(e => e.State));
        Assert.Equal(["haloy-lab/app:3", "haloy-lab/app:2", "haloy-lab/app:1"], history.Select(e => e.Image));
        Assert.Equal(DeploymentState.Lost, after[2].State);
        Assert.Contains("its containers were removed", lost.Message);
        Assert.Contains("is the one that runs", current.Message);
        Assert.Equal("2", await site.GetAsync(Server, "told.example.com"));
    }
}
