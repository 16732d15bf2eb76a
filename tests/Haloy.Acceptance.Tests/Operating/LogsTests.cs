using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class LogsTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "logs1";

    private readonly ConcurrentQueue<TargetLogLine> _lines = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A proxy's image has a shell: each container counts on its output, some lines a second.
    private static string Yaml(string app, int replicas, string mark) => $$"""
        name: {{app}}
        server: {{Server}}
        image: { repository: haloy-lab/counter, tag: '1', pull_policy: never }
        replicas: {{replicas}}
        stop_grace_seconds: 1
        env: [{ name: MARK, value: '{{mark}}' }]
        """;

    [Fact]
    public async Task Following_survives_a_deploy_and_a_restart_without_a_lost_or_doubled_line()
    {
        await using var site = await SiteAsync();
        site.Configure(Yaml("counted", 2, "old"));
        await site.DeployAsync();
        await using var run = site.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var following = run.LogsAsync(["counted"], new LogOptions(Tail: 5, Follow: true), _lines.Enqueue, stop.Token);
        await AwaitAsync(() => _lines.Select(l => l.Container).Distinct().Count() == 2);

        site.Configure(Yaml("counted", 2, "new"));
        await site.DeployAsync();
        await AwaitAsync(() => _lines.Where(l => l.Text.StartsWith("new", StringComparison.Ordinal)).Select(l => l.Container).Distinct().Count() == 2);
        var restarted = (await site.ContainersAsync(Server, "counted")).First(c => c.State == "running").Names[0];
        var before = _lines.Count(l => l.Container == restarted);
        Assert.True((await site[Server].RunAsync($"docker restart -t 1 {restarted}", Token)).Succeeded);
        await AwaitAsync(() => _lines.Count(l => l.Container == restarted && l.Text.EndsWith(" 1", StringComparison.Ordinal)) == 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        Assert.True(before > 0);
        foreach (var container in _lines.GroupBy(l => l.Container))
            AssertCounts([.. container.Select(l => int.Parse(l.Text.Split(' ')[1], CultureInfo.InvariantCulture))]);
    }

    [Fact]
    public async Task The_last_lines_of_all_replicas_are_in_the_order_of_their_times()
    {
        await using var site = await SiteAsync();
        site.Configure(Yaml("merged", 3, "m"));
        await site.DeployAsync();
        await using var run = site.Start();

        await run.LogsAsync(["merged"], new LogOptions(Tail: 4), _lines.Enqueue, Token);

        Assert.InRange(_lines.Count, 3, 12);
        Assert.Equal(3, _lines.Select(l => l.Replica).Distinct().Count());
        Assert.All(_lines, l => Assert.Matches("^[a-z2-7]{4}-r[123]$", l.Replica));
        Assert.Equal(_lines.OrderBy(l => l.Time), _lines);

        _lines.Clear();
        await run.LogsAsync(["merged"], new LogOptions(Tail: 0), _lines.Enqueue, Token);
        Assert.Empty(_lines);
        await run.LogsAsync(["merged"], new LogOptions(Tail: 2, Container: "r2"), _lines.Enqueue, Token);
        Assert.Equal("r2", Assert.Single(_lines.Select(l => l.Replica[5..]).Distinct()));
    }

    [Fact]
    public async Task A_server_that_is_down_hides_no_other_and_is_told()
    {
        await using var site = await SiteAsync();
        site.Configure($$"""
            image: { repository: haloy-lab/counter, tag: '1', pull_policy: never }
            targets:
              up: { server: {{Server}}, stop_grace_seconds: 1 }
              down: { server: nowhere.invalid }
            """);
        await site.DeployAsync("up");
        await using var run = site.Start();

        var errors = await run.LogsAsync(["up", "down"], new LogOptions(), _lines.Enqueue, Token);
        var statuses = await run.StatusAsync(["up", "down"], Token);
        var stopped = await run.StopAsync(["up", "down"], new StopOptions(), Token);

        Assert.NotEmpty(_lines);
        Assert.Contains("nowhere.invalid", Assert.Single(errors));
        Assert.Null(statuses[0].Error);
        Assert.Equal(1, statuses[0].Ready);
        Assert.Contains("nowhere.invalid", statuses[1].Error);
        Assert.Equal((1, null), (stopped[0].Stopped, stopped[0].Error));
        Assert.Contains("nowhere.invalid", stopped[1].Error);
        Assert.All(await site.ContainersAsync(Server, "up"), c => Assert.NotEqual("running", c.State));
        var nothing = Assert.Single(await run.LogsAsync(["up"], new LogOptions(), _lines.Enqueue, Token));
        Assert.Contains("up has no running container on logs1. It has: up-2", nothing);
    }

    // Each run of a container counts from 1 without a gap; what was before the first line read is not known.
    private static void AssertCounts(IReadOnlyList<int> numbers)
    {
        for (var i = 1; i < numbers.Count; i++)
            Assert.True(numbers[i] == numbers[i - 1] + 1 || numbers[i] == 1, $"{numbers[i]} follows {numbers[i - 1]}");
    }

    private async Task<Site> SiteAsync()
    {
        var site = await Site.OnAsync(fixture, [Server]);
        var made = await site[Server].RunAsync(
            "id=$(docker create caddy:2) && docker commit -c 'CMD [\"sh\", \"-c\", \"n=0; while :; do n=$((n+1)); echo $MARK $n; sleep 0.1; done\"]' $id haloy-lab/counter:1 && docker rm $id", Token);
        Assert.True(made.Succeeded, made.Error);
        return site;
    }

    private static async Task AwaitAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(20, patience.Token);
    }
}
