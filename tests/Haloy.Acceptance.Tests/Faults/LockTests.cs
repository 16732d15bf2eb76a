using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>One deploy of an app at a time, whatever holds the lock: a shell in the proxy, or a container (docs/decisions/0052).</summary>
public sealed class LockTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "lock1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_proxy_holds_it_and_another_deploy_waits_and_hears_who_has_it()
    {
        await using var site = await SiteAsync("inside");
        await site.DeployAsync();
        await using var holder = await SiteAsync("inside", isHeld: true);

        var held = await BeginAsync(holder);
        Assert.Empty(await LockContainersAsync(site));
        var waiting = site.DeployAsync();
        await WaitsAsync(site, "the tests", waiting);
        holder.Write("go", "");

        await held;
        await waiting;
        Assert.Equal("2", await site.GetAsync(Server, "inside.example.com"));
        Assert.Single(await site.ContainersAsync(Server, "inside"), c => c.State == "running");
    }

    [Fact]
    public async Task A_container_that_is_the_lock_is_waited_for_though_the_proxy_could_hold_it()
    {
        await using var site = await SiteAsync("outside");
        await site.DeployAsync();
        // A server's first deploy holds such a container itself; the engine removes it a moment after it ended.
        while ((await LockContainersAsync(site)).Length > 0)
            await Task.Delay(20, Token);
        await RunAsync(site, Server, "run -d -i --name haloy-lock-outside --label haloy.role=lock --label haloy.holder='somebody else' caddy:2 cat");

        var waiting = site.DeployAsync();
        await WaitsAsync(site, "somebody else", waiting);
        await RunAsync(site, Server, "rm -f haloy-lock-outside");

        await waiting;
    }

    [Fact]
    public async Task A_first_deploy_whose_lock_is_a_container_keeps_out_one_that_finds_the_proxy_running()
    {
        await using var holder = await SiteAsync("early", isHeld: true, server: "lock2");
        await using var other = await SiteAsync("other", server: "lock2");
        await using var late = await SiteAsync("early", server: "lock2");

        var held = await BeginAsync(holder);
        Assert.Equal(["haloy-lock-early"], await LockContainersAsync(holder, "lock2"));
        await other.DeployAsync();
        var waiting = late.DeployAsync();
        await WaitsAsync(late, "the tests", waiting);
        holder.Write("go", "");

        await held;
        await waiting;
        Assert.Equal("2", await late.GetAsync("lock2", "early.example.com"));
    }

    [Fact]
    public async Task A_proxy_without_flock_leaves_it_to_a_container()
    {
        await using var site = await SiteAsync("plain", server: "lock3");
        await site.DeployAsync();
        await RunAsync(site, "lock3", "exec haloy-proxy rm /usr/bin/flock");
        await using var holder = await SiteAsync("plain", isHeld: true, server: "lock3");

        var held = await BeginAsync(holder);
        Assert.Equal(["haloy-lock-plain"], await LockContainersAsync(holder, "lock3"));
        var waiting = site.DeployAsync();
        await WaitsAsync(site, "the tests", waiting);
        holder.Write("go", "");

        await held;
        await waiting;
        Assert.Equal("2", await site.GetAsync("lock3", "plain.example.com"));
    }

    [Fact]
    public async Task Who_lost_it_with_the_proxy_puts_nothing_back_once_another_deploy_was_there()
    {
        await using var site = await SiteAsync("lost", server: "lock4");
        await site.DeployAsync();
        await using var loser = await SiteAsync("lost", isHeld: true, server: "lock4");

        var held = await BeginAsync(loser);
        await RunAsync(site, "lock4", "restart -t 1 haloy-proxy");
        var report = await site.DeployAsync();
        loser.Write("go", "");

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => held);
        Assert.Contains("The lock of lost was lost during the deploy: the reverse proxy, which held it, was restarted, or the connection was cut.", failed.Message);
        Assert.Contains("Another deploy of the app was there meanwhile: what it brought serves, and what this one had started is removed.", failed.Message);
        Assert.Equal(report.Targets[0].Deployment, Assert.Single(await site.ContainersAsync("lock4", "lost"), c => c.State == "running").Labels["haloy.deployment"]);
        Assert.Equal("2", await site.GetAsync("lock4", "lost.example.com"));
        await site.DeployAsync();
    }

    [Fact]
    public async Task Who_lost_it_with_the_proxy_and_was_alone_puts_the_old_version_back()
    {
        await using var site = await SiteAsync("alone", server: "lock4");
        await site.DeployAsync();
        await using var loser = await SiteAsync("alone", isHeld: true, server: "lock4");

        var held = await BeginAsync(loser);
        await RunAsync(site, "lock4", "restart -t 1 haloy-proxy");
        loser.Write("go", "");

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => held);
        Assert.Contains("The old version serves as before; what the failed deploy had started is removed.", failed.Message);
        Assert.Single(await site.ContainersAsync("lock4", "alone"));
        await site.DeployAsync();
        Assert.Equal("2", await site.GetAsync("lock4", "alone.example.com"));
    }

    /// <summary>An app of version 2; one that is held waits in a hook, with the lock, for a file, and is of version 1.</summary>
    private async Task<Site> SiteAsync(string app, bool isHeld = false, string server = Server)
    {
        var site = await Site.OnAsync(fixture, [server], new AppImage("1"), new AppImage("2"));
        site.Configure($$"""
            name: {{app}}
            server: {{server}}
            image: { repository: haloy-lab/app, tag: '{{(isHeld ? 1 : 2)}}', pull_policy: never }
            health_check_path: /health
            tls: off
            domains: [ {{app}}.example.com ]
            {{(isHeld ? "pre_deploy: [ 'touch inside; until [ -f go ]; do sleep 0.05; done' ]" : "")}}
            """);
        return site;
    }

    private static async Task RunAsync(Site site, string server, string docker) =>
        (await site[server].RunAsync($"docker {docker}", Token)).OutputOrThrow();

    private static async Task<Task<RunReport>> BeginAsync(Site site)
    {
        var deploy = site.DeployAsync();
        while (!File.Exists(Path.Combine(site.Folder, "inside")))
        {
            if (deploy.IsCompleted)
                await deploy;
            await Task.Delay(20, Token);
        }
        return deploy;
    }

    private static async Task WaitsAsync(Site site, string holder, Task deploy)
    {
        while (!IsWaiting())
        {
            Assert.False(deploy.IsCompleted);
            await Task.Delay(20, Token);
        }

        bool IsWaiting()
        {
            lock (site.Events)
                return site.Events.OfType<DeploymentEvent.WaitingForLock>().Any(e => e.Holder.Contains(holder, StringComparison.Ordinal));
        }
    }

    private static async Task<string[]> LockContainersAsync(Site site, string server = Server)
    {
        await using var engine = site.EngineOf(server);
        return [.. (await engine.ListContainersAsync(true, ["haloy.role=lock"], Token)).SelectMany(c => c.Names)];
    }
}
