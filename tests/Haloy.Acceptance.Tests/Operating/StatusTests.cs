using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class StatusTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_targets_on_four_servers_are_looked_at_with_one_look_per_server()
    {
        string[] servers = ["status1", "status2", "status3", "status4"];
        await using var site = await Site.OnAsync(fixture, servers, new AppImage("1"));
        var yaml = new StringBuilder("image: { repository: haloy-lab/app, tag: '1', pull_policy: never }\nhealth_check_path: /health\ntls: off\ntargets:\n");
        for (var i = 0; i < 20; i++)
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"  t{i}: {{ server: {servers[i % 4]}, domains: [t{i}.example.com] }}\n");
        site.Configure(yaml.ToString());
        await site.DeployAsync("t0", "t1", "t2", "t3", "t4");
        await using var run = site.Start();
        var all = run.Manifest.Targets.Select(t => t.Key).ToList();
        await run.StatusAsync(all, Token);

        var clock = Stopwatch.StartNew();
        var statuses = await run.StatusAsync(all, Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"{statuses.Count} targets in {clock.ElapsedMilliseconds} ms");

        Assert.Equal(20, statuses.Count);
        Assert.All(statuses, s => Assert.Null(s.Error));
        Assert.Equal(["t0", "t1", "t2", "t3", "t4"], statuses.Where(s => s.Ready == 1).Select(s => s.Target));
        Assert.All(statuses.Take(5), s => Assert.Equal("haloy-lab/app:1", s.Image));
    }
}
