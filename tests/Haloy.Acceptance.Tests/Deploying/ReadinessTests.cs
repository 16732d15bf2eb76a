using System.Linq;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>When a new container counts as ready, and what is shown of one that does not become so (spec/deploying.md §5).</summary>
public sealed class ReadinessTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "ready1";

    private static readonly AppImage s_checked = new("checked") { HasHealthCheck = true };

    private static string Yaml(string app, string version, string more = "") => AppYaml.For(app, Server, version, more);

    [Fact]
    public async Task An_image_with_a_HEALTHCHECK_is_believed_whatever_its_root_answers()
    {
        await using var site = await Site.OnAsync(fixture, [Server], s_checked);
        site.Configure(Yaml("checked", "checked").Replace("health_check_path: /health", "health_check_path: /nothing/here"));

        await site.DeployAsync();

        Assert.Equal("checked", await site.GetAsync(Server, "checked.example.com"));
    }

    [Fact]
    public async Task A_HEALTHCHECK_that_fails_is_shown_with_its_output()
    {
        await using var site = await Site.OnAsync(fixture, [Server], s_checked);
        site.Configure(Yaml("unchecked", "checked", "env: [ { name: FAIL_HEALTH, value: 1 } ]"));

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Contains("expected its HEALTHCHECK to succeed, but the engine calls it unhealthy", failed.Message);
        Assert.Contains("Its health check said: ", failed.Message);
        Assert.Empty(await site.ContainersAsync(Server, "unchecked"));
    }

    [Theory]
    [InlineData("dies", "EXIT_AFTER_MS, value: 1500", 60, "it exited")]
    [InlineData("sickens", "FAIL_AFTER_CHECKS, value: 1", 10, "the last answer was: HTTP/1.1 503")]
    public async Task What_fails_within_min_ready_seconds_fails_the_deploy_and_the_old_version_serves_on(string app, string variable, int seconds, string seen)
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml(app, "1"));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), $"{app}.example.com", "/version", clients: 2);

        site.Configure(Yaml(app, "1", $"min_ready_seconds: {seconds}\nenv: [ {{ name: {variable} }} ]"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        await load.StopAsync();

        Assert.Equal(Outcome.RolledBack, failed.Report.Targets[0].Outcome);
        Assert.Contains(seen, failed.Message);
        Assert.Equal("", load.Lost);
        Assert.Single(await site.ContainersAsync(Server, app));
    }

    [Fact]
    public async Task A_HEALTHCHECK_that_turns_within_min_ready_seconds_fails_the_deploy()
    {
        await using var site = await Site.OnAsync(fixture, [Server], s_checked);
        site.Configure(Yaml("turns", "checked", "min_ready_seconds: 60\nenv: [ { name: FAIL_AFTER_CHECKS, value: 2 } ]"));

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Contains("expected it to stay healthy for min_ready_seconds (60 s), but the engine calls it unhealthy", failed.Message);
    }

    [Fact]
    public async Task Without_a_health_path_and_domains_it_has_to_run()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        var yaml = $"name: worker\nserver: {Server}\nimage: {{ repository: haloy-lab/app, tag: '1', pull_policy: never }}\n";
        site.Configure(yaml);
        await site.DeployAsync();
        Assert.Single(await site.ContainersAsync(Server, "worker"), c => c.State == "running");

        site.Configure(yaml + "min_ready_seconds: 60\nenv: [ { name: EXIT_AFTER_MS, value: 300 } ]");
        await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        Assert.Single(await site.ContainersAsync(Server, "worker"), c => c.State == "running");
    }
}
