using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>A run over several servers: what one target's failure means for the others, and what the report says.</summary>
public sealed class SeveralServersTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failure_lets_what_is_under_way_finish_and_nothing_else_begin()
    {
        await using var site = await Site.OnAsync(fixture, ["several1", "several2"], new AppImage("1"));
        site.Configure("""
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            targets:
              fails: { name: several-fails, server: several1, pre_deploy: [ "until [ -f busy ]; do sleep 0.05; done; exit 7" ] }
              behind-it: { name: several-behind-it, server: several1 }
              busy: { name: several-busy, server: several2, pre_deploy: [ "touch busy; until [ -f go ]; do sleep 0.05; done" ] }
              behind-busy: { name: several-behind-busy, server: several2 }
            """);
        site.On = happened =>
        {
            if (happened is DeploymentEvent.TargetFinished { Target: "fails" })
                site.Write("go", "");
        };

        var report = (await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync())).Report;

        Assert.Equal(
            ["fails Failed", "behind-it Skipped", "busy Succeeded", "behind-busy Skipped"],
            report.Targets.Select(t => $"{t.Target} {t.Outcome}"));
        Assert.Equal(Outcome.Failed, report.Outcome);
        Assert.Single(await site.ContainersAsync("several2", "several-busy"));
        Assert.Empty(await site.ContainersAsync("several1", "several-behind-it"));
        Assert.Empty(await site.ContainersAsync("several2", "several-behind-busy"));
    }

    [Fact]
    public async Task Targets_of_one_server_follow_one_another_in_the_files_order_while_another_server_goes_on()
    {
        await using var site = await Site.OnAsync(fixture, ["several1", "several2"], new AppImage("1"));
        site.Configure("""
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            targets:
              first: { name: order-first, server: several1, pre_deploy: [ "until [ -f other ]; do sleep 0.05; done; echo first >> order" ] }
              second: { name: order-second, server: several1, pre_deploy: [ "echo second >> order" ] }
              other: { name: order-other, server: several2, post_deploy: [ "touch other" ] }
            """);

        await site.DeployAsync();

        Assert.Equal("first\nsecond\n", site.Read("order"));
    }

    [Fact]
    public async Task Two_users_of_one_server_have_a_connection_each_and_their_targets_follow_one_another()
    {
        await using var site = await Site.OnAsync(fixture, ["several1"], new AppImage("1"));
        site.Configure("""
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            targets:
              one: { name: users-one, server: several1, pre_deploy: [ "sleep 0.5; echo one >> order" ] }
              two: { name: users-two, server: deploy@several1, pre_deploy: [ "echo two >> order" ] }
            """);
        var mark = await site["several1"].MarkSshLogAsync(Token);

        await site.DeployAsync();

        var log = (await site["several1"].ReadSshLogAsync(Token))[mark..];
        Assert.Equal(["deploy", "root"], log.Split('\n').Where(l => l.StartsWith("Accepted publickey for ", System.StringComparison.Ordinal)).Select(l => l.Split(' ')[3]).Order());
        Assert.Equal("one\ntwo\n", site.Read("order"));
    }

    [Fact]
    public async Task The_report_has_the_specified_shape_and_the_figures_of_a_distant_server()
    {
        await using var site = await Site.OnAsync(fixture, ["several1"], new AppImage("1"), new AppImage("2"));
        site.Configure(AppYaml.For("figures", "several1", "1"));
        await site.DeployAsync();
        site.Configure(AppYaml.For("figures", "several1", "2"));

        var report = await site.DeployAsync();

        var json = ReportJson.Write(report);
        Assert.Equal(["command", "started", "seconds", "outcome", "images", "targets"], json.Select(p => p.Key));
        var target = json["targets"]![0]!.AsObject();
        Assert.Equal(
            [
                "target", "server", "deployment", "outcome", "error", "seconds", "image_id", "image_digest", "bytes_sent", "bytes_total",
                "ssh_connections", "engine_requests", "sequential_round_trips", "proof", "steps",
            ],
            target.Select(p => p.Key));
        Assert.Equal(["name", "started_at", "seconds"], target["steps"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal(("deploy", "succeeded", "succeeded"), ((string?)json["command"], (string?)json["outcome"], (string?)target["outcome"]));
        Assert.Equal(1, (int?)target["ssh_connections"]);
        Assert.InRange((int)target["sequential_round_trips"]!, 1, 11);
        TestContext.Current.TestOutputHelper?.WriteLine($"sequential round trips: {target["sequential_round_trips"]}, requests: {target["engine_requests"]}");
    }

    [Fact]
    public async Task A_lock_that_is_not_free_in_time_names_its_holder_and_the_parameter()
    {
        await using var site = await Site.OnAsync(fixture, ["several1"], new AppImage("1"));
        site.Configure("""
            name: waited
            server: several1
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            pre_deploy: [ "touch inside; until [ -f go ]; do sleep 0.05; done" ]
            """);
        var first = site.DeployAsync();
        while (!File.Exists(Path.Combine(site.Folder, "inside")))
            await Task.Delay(20, Token);

        site.LockWait = System.TimeSpan.FromSeconds(1);
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        site.Write("go", "");
        await first;

        Assert.Contains("waited is being deployed by the tests", failed.Message);
        Assert.Contains("still was after 1 s. Wait for it, or raise --haloy-lock-wait.", failed.Message);
        Assert.Contains(site.Events.OfType<DeploymentEvent.WaitingForLock>(), e => e.Holder.Contains("the tests"));
    }
}
