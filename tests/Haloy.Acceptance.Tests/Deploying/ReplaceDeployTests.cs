using System.Linq;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Deploying;

public sealed class ReplaceDeployTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "replace1";

    private static string Yaml(string app, string version, string more = "") =>
        AppYaml.For(app, Server, version, $"deployment_strategy: replace\n{more}");

    [Fact]
    public async Task While_nothing_serves_the_proxy_answers_503_with_retry_after_and_nothing_else()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("swap", "1"));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "swap.example.com", clients: 32);

        site.Configure(Yaml("swap", "2"));
        await site.DeployAsync();
        await load.StopAsync();

        Assert.All(load.Answers.Keys, a => Assert.Contains(a, new[] { "200", "503 with Retry-After" }));
        Assert.Equal("2", await site.GetAsync(Server, "swap.example.com"));
    }

    [Fact]
    public async Task Clients_of_HTTP2_see_the_same_on_connections_that_stay()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("swap2", "1").Replace("tls: off", "tls: internal"));
        await site.DeployAsync();
        await using var load = RequestLoop.StartHttp2(site.AddressOf(Server), "swap2.example.com", connections: 2, clients: 32);

        site.Configure(Yaml("swap2", "2").Replace("tls: off", "tls: internal"));
        await site.DeployAsync();
        await load.StopAsync();

        Assert.Equal(["200", "503 with Retry-After"], load.Answers.Keys.Order());
        Assert.Equal(2, load.Opened);
    }

    [Fact]
    public async Task A_failure_leaves_the_old_version_kept_and_a_rollback_brings_it_back()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("swapfail", "1"));
        await site.DeployAsync();

        site.Configure(Yaml("swapfail", "1", "env: [{ name: FAIL_HEALTH, value: 1 }]\nhealth_check_timeout_seconds: 3"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        Assert.Equal(Outcome.Failed, failed.Report.Targets[0].Outcome);
        Assert.Contains("nuke RollbackSwapfail", failed.Message);
        Assert.Equal("503", await site.GetAsync(Server, "swapfail.example.com"));

        await using (var run = site.Start())
            await run.RollbackAsync("swapfail", null, TestContext.Current.CancellationToken);
        Assert.Equal("1", await site.GetAsync(Server, "swapfail.example.com"));
    }

    [Fact]
    public async Task Told_to_roll_back_it_puts_the_old_version_back_by_itself()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("swapback", "1"));
        await site.DeployAsync();

        // The new version has a second to become ready; the old one, which takes longer here, gets the time that it needs.
        site.Configure(Yaml("swapback", "1", "rollback_on_failure: true\nenv: [{ name: FAIL_HEALTH, value: 1 }]\nhealth_check_timeout_seconds: 1"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.True(Outcome.RolledBack == failed.Report.Targets[0].Outcome, failed.ToString());
        Assert.Equal("1", await site.GetAsync(Server, "swapback.example.com"));
    }

    [Fact]
    public async Task A_static_name_is_the_apps_own_and_the_one_before_is_kept_under_another()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("static", "1", "naming_strategy: static"));
        await site.DeployAsync();
        site.Configure(Yaml("static", "2", "naming_strategy: static"));
        await site.DeployAsync();

        var containers = await site.ContainersAsync(Server, "static");
        Assert.Equal("static", containers[0].Names.Single());
        Assert.Equal("exited", containers[1].State);
        Assert.StartsWith("static-", containers[1].Names.Single());
    }
}
