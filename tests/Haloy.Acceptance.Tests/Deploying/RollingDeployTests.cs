using System.Linq;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Deploying;

public sealed class RollingDeployTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    // One server for this class, whose tests run one after another: another app's first route beside them would reload the
    // proxy, which closes idle connections.
    private const string Server = "rolling1";

    private static string Yaml(string app, string version, int replicas = 1, string more = "") =>
        AppYaml.For(app, Server, version, $"replicas: {replicas}\n{more}");

    [Fact]
    public async Task A_first_deployment_is_routed_and_its_aliases_redirect()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("first", "1"));

        var report = await site.DeployAsync();

        Assert.Equal("1", await site.GetAsync(Server, "first.example.com"));
        using var alias = await site.SendAsync(Server, "www.first.example.com", "/a?b=c");
        Assert.Equal(301, (int)alias.StatusCode);
        Assert.Equal("http://first.example.com/a?b=c", alias.Headers.Location?.ToString());
        Assert.Equal("404", await site.GetAsync(Server, "unknown.example.com"));
        Assert.Equal(1, report.Targets[0].SshConnections);
    }

    [Fact]
    public async Task A_run_makes_one_ssh_connection_per_server()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        var mark = await site[Server].MarkSshLogAsync(TestContext.Current.CancellationToken);
        site.Configure(Yaml("once", "1", 2));

        await site.DeployAsync();

        Assert.Equal(1, await site[Server].CountSshConnectionsAsync(mark, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_new_version_takes_over_under_load_without_a_lost_request()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("load", "1", 3));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "load.example.com");

        site.Configure(Yaml("load", "2", 3));
        await site.DeployAsync();
        site.Configure(Yaml("load", "1", 3));
        await site.DeployAsync();
        await load.StopAsync();

        Assert.Equal("", load.Lost);
        Assert.True(load.Made > 100, $"only {load.Made} requests were made");
        Assert.Equal("1", await site.GetAsync(Server, "load.example.com"));
        Assert.Equal(3, (await site.ContainersAsync(Server, "load")).Count(c => c.State == "running"));
    }

    [Fact]
    public async Task A_version_that_never_becomes_healthy_leaves_the_old_one_serving_and_shows_its_log()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("broken", "1", 2));
        await site.DeployAsync();
        var before = (await site.ContainersAsync(Server, "broken")).Select(c => c.Id).Order();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "broken.example.com", clients: 8);

        site.Configure(Yaml("broken", "1", 2, "env: [{ name: FAIL_HEALTH, value: 1 }]\nhealth_check_timeout_seconds: 15"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        await load.StopAsync();

        Assert.Equal(Outcome.RolledBack, failed.Report.Targets[0].Outcome);
        Assert.Contains("GET /health on port 8080", failed.Message);
        Assert.Contains("503", failed.Message);
        Assert.Contains("Its last ", failed.Message);
        Assert.Contains("Now listening on", failed.Message);
        Assert.Contains("The old version serves as before", failed.Message);
        Assert.Equal("", load.Lost);
        Assert.Equal(before, (await site.ContainersAsync(Server, "broken")).Select(c => c.Id).Order());
    }

    [Fact]
    public async Task A_version_that_exits_fails_at_once_with_its_exit_code()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("exits", "1", 1, "env: [{ name: EXIT_AFTER_MS, value: 1 }]"));

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Contains("exited", failed.Message);
        Assert.Contains("exit code", failed.Message);
        Assert.Empty(await site.ContainersAsync(Server, "exits"));
    }

    [Fact]
    public async Task A_rollback_brings_the_version_before_back()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("back", "1"));
        await site.DeployAsync();
        site.Configure(Yaml("back", "2"));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "back.example.com", clients: 8);

        await using (var run = site.Start())
            await run.RollbackAsync("back", null, TestContext.Current.CancellationToken);
        await load.StopAsync();

        Assert.Equal("1", await site.GetAsync(Server, "back.example.com"));
        Assert.Equal("", load.Lost);
    }
}
