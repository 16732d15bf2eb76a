using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine;
using Haloy.Engine.Docker;
using Haloy.Engine.Operating;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class PruneTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "prune1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_history_does_not_keep_goes_and_what_serves_and_is_a_stranger_s_stays()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("p1"), new AppImage("p2"), new AppImage("p3"), new AppImage("stranger"));
        foreach (var version in new[] { "p1", "p2", "p3" })
        {
            site.Configure(AppYaml.For("pruned", Server, version, "volumes: [ \"pruned-data:/data\" ]"));
            await site.DeployAsync();
        }
        await using var engine = site.EngineOf(Server);
        // What a killed run leaves: a container of ours that never ran, of a deployment that did not go through.
        await engine.CreateContainerAsync("pruned-left", new ContainerCreation
        {
            Image = "haloy-lab/app:p3",
            Labels = new Dictionary<string, string> { ["haloy.app"] = "pruned", ["haloy.deployment"] = "20260101-000000-aaaa" },
        }, Token);
        await using var run = site.Start();

        var report = await run.PruneAsync(["pruned"], keep: 2, Token);

        var target = report.Targets.Single();
        Assert.Equal(2, target.Kept.Count);
        Assert.Equal(2, target.Containers.Count);
        Assert.Contains("pruned-left", target.Containers);
        Assert.Contains("haloy-lab/app:p1", target.Images);
        Assert.True(report.Servers.Single().BytesFreed > 0);
        Assert.Equal(2, (await site.ContainersAsync(Server, "pruned")).Count);
        Assert.Equal("p3", await site.GetAsync(Server, "pruned.example.com"));
        Assert.Null(await engine.FindImageAsync("haloy-lab/app:p1", Token));
        Assert.NotNull(await engine.FindImageAsync("haloy-lab/app:p2", Token));
        Assert.NotNull(await engine.FindImageAsync("haloy-lab/app:stranger", Token));

        var again = await run.PruneAsync(["pruned"], keep: 2, Token);
        Assert.Empty(again.Targets.Single().Containers);
        Assert.Equal(0, again.Servers.Single().BytesFreed);
        await StopsAsync(site, run, engine);
    }

    /// <summary>Stopping takes what it is told to take, and no data unless it is told so twice.</summary>
    private static async Task StopsAsync(Site site, HaloyRun run, DockerEngine engine)
    {
        await engine.CreateVolumeAsync("pruned-data-of-a-stranger", new Dictionary<string, string>(), Token);

        var stopped = Assert.Single(await run.StopAsync(["pruned"], new StopOptions(), Token));
        var kept = (await site.ContainersAsync(Server, "pruned")).Select(c => c.State);
        var answer = await site.GetAsync(Server, "pruned.example.com");
        var emptied = Assert.Single(await run.StopAsync(["pruned"], new StopOptions(RemoveContainers: true), Token));
        var left = await VolumesAsync(engine);
        var forgotten = Assert.Single(await run.StopAsync(["pruned"], new StopOptions(RemoveContainers: true, RemoveVolumes: true), Token));

        Assert.Equal((1, 0, null), (stopped.Stopped, stopped.Removed, stopped.Error));
        Assert.Equal(["exited", "exited"], kept);
        Assert.Equal("503", answer);
        Assert.Equal((0, 2, null), (emptied.Stopped, emptied.Removed, emptied.Error));
        Assert.Empty(emptied.Volumes);
        Assert.Equal(["pruned-data", "pruned-data-of-a-stranger"], left);
        Assert.Equal(["pruned-data"], forgotten.Volumes);
        Assert.Equal(["pruned-data-of-a-stranger"], await VolumesAsync(engine));
        Assert.Empty(await site.ContainersAsync(Server, "pruned"));
    }

    private static async Task<IEnumerable<string>> VolumesAsync(DockerEngine engine) =>
        (await engine.ListVolumesAsync(Token)).Select(v => v.Name).Where(name => name.StartsWith("pruned-", StringComparison.Ordinal)).Order();
}
