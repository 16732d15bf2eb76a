using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

public sealed class RunTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two servers for this class, whose tests run one after another; each test has apps and hosts of its own.
    private static string TwoServers(string test) => $$"""
        image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
        tls: off
        health_check_path: /health
        global_pre_deploy: [ "echo before >> order" ]
        global_post_deploy: [ "echo after >> order" ]
        targets:
          production:
            name: {{test}}-production
            server: run1
            domains: [ "{{test}}.example.com" ]
            pre_deploy: [ "echo $HALOY_TARGET $HALOY_APP $HALOY_SERVER $HALOY_IMAGE >> order" ]
            post_deploy: [ "echo $HALOY_DEPLOYMENT_ID > id" ]
          staging:
            name: {{test}}-staging
            server: run2
            deployment_strategy: replace
            domains: [ "staging.{{test}}.example.com" ]
        """;

    [Fact]
    public async Task All_targets_are_deployed_and_hooks_run_in_order()
    {
        await using var site = await Site.OnAsync(fixture, ["run1", "run2"], new AppImage("1"));
        site.Configure(TwoServers("all"));

        var report = await site.DeployAsync();

        Assert.Equal(["production", "staging"], report.Targets.Select(t => t.Target));
        Assert.All(report.Targets, t => Assert.Equal((Outcome.Succeeded, 1), (t.Outcome, t.SshConnections)));
        Assert.Equal("before\nproduction all-production run1 haloy-lab/app:1\nafter\n", site.Read("order"));
        Assert.Equal(report.Targets[0].Deployment, site.Read("id").Trim());
        Assert.Equal("1", await site.GetAsync("run1", "all.example.com"));
        Assert.Equal("1", await site.GetAsync("run2", "staging.all.example.com"));
    }

    [Fact]
    public async Task A_failing_global_hook_ends_the_run_before_anything_is_deployed()
    {
        await using var site = await Site.OnAsync(fixture, ["run1", "run2"], new AppImage("1"));
        site.Configure(TwoServers("hook").Replace("echo before >> order", "exit 3"));

        var failed = await Assert.ThrowsAsync<HookException>(() => site.DeployAsync());

        Assert.Equal("global_pre_deploy failed: 'exit 3' ended with exit code 3. Its output is above.", failed.Message);
        Assert.Empty(await site.ContainersAsync("run1", "hook-production"));
    }

    [Fact]
    public async Task One_targets_failure_does_not_stop_another_that_is_under_way()
    {
        await using var site = await Site.OnAsync(fixture, ["run1", "run2"], new AppImage("1"));
        site.Configure(TwoServers("part").Replace("domains: [ \"staging.part.example.com\" ]", "domains: [ \"staging.part.example.com\" ]\n    health_check_timeout_seconds: 3\n    env: [ { name: FAIL_HEALTH, value: 1 } ]"));

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Equal([Outcome.Succeeded, Outcome.Failed], failed.Report.Targets.Select(t => t.Outcome));
        Assert.Equal("1", await site.GetAsync("run1", "part.example.com"));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_before_anything_is_touched()
    {
        await using var site = await Site.OnAsync(fixture, ["run1"], new AppImage("1"));
        site.Configure(TwoServers("there").Replace("run2", "nowhere.invalid"));

        var failed = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());

        Assert.Contains("nowhere.invalid", failed.Message);
        Assert.Empty(await site.ContainersAsync("run1", "there-production"));
    }

    [Fact]
    public async Task The_image_is_built_once_for_all_targets_and_brought_to_each_server()
    {
        await using var site = await Site.OnAsync(fixture, ["run1", "run2"]);
        await site.Lab.Workstation.LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        site.Write("Dockerfile", "ARG BASE\nFROM ${BASE}\nARG VERSION\nCOPY version ./version\n");
        site.Write("version", "built");
        site.Configure($"""
            image:
              repository: acceptance/built
              tag: "{Guid.NewGuid():n}"
              builder:
                args:
                  - name: BASE
                  - name: VERSION
                    value: "it's a \"quoted\" = value"
            tls: off
            health_check_path: /health
            targets:
              one:
                server: run1
                domains: [ one.example.com ]
              two:
                server: run2
                domains: [ two.example.com ]
            """);
        site.Environment["BASE"] = "haloy-lab/app:1";

        var report = await site.DeployAsync();

        Assert.Single(report.Images);
        Assert.Single(site.Events.OfType<DeploymentEvent.BuildStarted>());
        Assert.Equal(["built", "built"], [await site.GetAsync("run1", "one.example.com"), await site.GetAsync("run2", "two.example.com")]);
        Assert.All(report.Targets, t => Assert.True(t.BytesSent > 0));
        Assert.All((await site.DeployAsync()).Targets, t => Assert.Equal(0, t.BytesSent));
    }

    [Fact]
    public async Task An_interrupted_deploy_puts_the_old_version_back()
    {
        await using var site = await Site.OnAsync(fixture, ["run1"], new AppImage("1"));
        var yaml = """
            name: ctrlc
            server: run1
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            tls: off
            health_check_path: /health
            domains: [ctrlc.example.com]
            """;
        site.Configure(yaml);
        await site.DeployAsync();
        site.Configure(yaml + "\nenv: [{ name: FAIL_HEALTH, value: 1 }]");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var run = site.Start();
        await run.CheckServersAsync(["ctrlc"], Token);

        var deploying = run.DeployAsync(["ctrlc"], interrupt.Token);
        while ((await site.ContainersAsync("run1", "ctrlc")).Count < 2)
            await Task.Delay(20, Token);
        await interrupt.CancelAsync();
        var ended = await Assert.ThrowsAsync<DeploymentFailedException>(() => deploying);

        Assert.Equal(Outcome.Interrupted, ended.Report.Targets[0].Outcome);
        Assert.Single(await site.ContainersAsync("run1", "ctrlc"));
        Assert.Equal("1", await site.GetAsync("run1", "ctrlc.example.com"));
    }

    [Fact]
    public async Task A_second_deploy_waits_for_the_first_and_says_for_whom()
    {
        await using var site = await Site.OnAsync(fixture, ["run1"], new AppImage("1"));
        site.Configure("""
            name: locked
            server: run1
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            pre_deploy: [ "touch inside; until [ -f go ]; do sleep 0.05; done" ]
            """);

        var first = site.DeployAsync();
        while (!System.IO.File.Exists(System.IO.Path.Combine(site.Folder, "inside")))
            await Task.Delay(20, Token);
        var second = site.DeployAsync();
        while (!Waiting(site))
            await Task.Delay(20, Token);
        site.Write("go", "");
        await Task.WhenAll(first, second);

        Assert.Contains(site.Events.OfType<DeploymentEvent.WaitingForLock>(), e => e.Holder.Contains("the tests"));
        Assert.Single(await site.ContainersAsync("run1", "locked"), c => c.State == "running");
    }

    private static bool Waiting(Site site)
    {
        lock (site.Events)
            return site.Events.OfType<DeploymentEvent.WaitingForLock>().Any();
    }
}
