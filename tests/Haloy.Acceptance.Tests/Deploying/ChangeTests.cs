using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>What the file says changes between two deployments of an app.</summary>
public sealed class ChangeTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "change1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Yaml(string app, string more = "") => AppYaml.For(app, Server, "1", more);

    private static string OnPort(string app, int port, string more = "") =>
        Yaml(app, $"port: {port}\nenv: [ {{ name: ASPNETCORE_HTTP_PORTS, value: {port} }} ]\nreplicas: 2\n{more}");

    [Fact]
    public async Task A_changed_port_is_switched_without_a_lost_request_and_a_rollback_goes_to_the_old_port()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(OnPort("port", 8080));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), "port.example.com", clients: 8);

        site.Configure(OnPort("port", 9090));
        await site.DeployAsync();
        Assert.Contains(site.Events.OfType<DeploymentEvent.Warned>(), w => w.Message.Contains("says that it listens on 8080 (EXPOSE), and `port` is 9090", StringComparison.Ordinal));
        await using (var run = site.Start())
            await run.RollbackAsync("port", null, Token);
        await load.StopAsync();

        Assert.Equal("", load.Lost);
        Assert.Equal("1", await site.GetAsync(Server, "port.example.com"));
    }

    [Fact]
    public async Task Hosts_that_were_removed_from_the_file_are_unknown_to_the_proxy_afterwards()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("gone"));
        await site.DeployAsync();

        site.Configure($"name: gone\nserver: {Server}\nimage: {{ repository: haloy-lab/app, tag: '1', pull_policy: never }}\n");
        await site.DeployAsync();

        Assert.Equal("404", await site.GetAsync(Server, "gone.example.com"));
        Assert.Single(await site.ContainersAsync(Server, "gone"), c => c.State == "running");
    }

    [Fact]
    public async Task A_failure_with_other_hosts_leaves_the_old_hosts_and_no_new_ones()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("hosts"));
        await site.DeployAsync();

        // It is routed by then: the failure comes behind the switch.
        site.Configure(Yaml("hosts", "replicas: 2")
            .Replace("hosts.example.com", "moved.example.com"));
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var run = site.Start();
        await run.CheckServersAsync(["hosts"], Token);
        var deploying = run.DeployAsync(["hosts"], interrupt.Token);
        while (await site.GetAsync(Server, "moved.example.com") != "1")
            await Task.Delay(5, Token);
        await interrupt.CancelAsync();
        var ended = await Assert.ThrowsAsync<DeploymentFailedException>(() => deploying);

        Assert.Equal(Outcome.Interrupted, ended.Report.Targets[0].Outcome);
        Assert.Equal("1", await site.GetAsync(Server, "hosts.example.com"));
        Assert.Equal("404", await site.GetAsync(Server, "moved.example.com"));
        Assert.Single(await site.ContainersAsync(Server, "hosts"));
    }

    [Fact]
    public async Task Strategy_and_replicas_may_change_from_one_deployment_to_the_next()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));

        foreach (var (more, running) in new[]
        {
            ("replicas: 1", 1), ("replicas: 4\nmax_surge: '50%'", 4), ("replicas: 2\ndeployment_strategy: replace", 2),
            ("deployment_strategy: replace\nnaming_strategy: static", 1), ("replicas: 3\nmax_surge: 3", 3),
        })
        {
            site.Configure(Yaml("shape", more));
            await site.DeployAsync();

            Assert.Equal(running, (await site.ContainersAsync(Server, "shape")).Count(c => c.State == "running"));
            Assert.Equal("1", await site.GetAsync(Server, "shape.example.com"));
        }
    }

    [Fact]
    public async Task A_route_that_an_earlier_version_loaded_is_loaded_anew_once()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("earlier"));
        await site.DeployAsync();
        var first = await LoadOfAsync(site);
        (await site[Server].RunAsync("""docker exec haloy-proxy sed -i 's/,"form":[0-9]*//' /data/haloy/earlier/route.json""", Token)).OutputOrThrow();

        await site.DeployAsync();
        var second = await LoadOfAsync(site);
        await site.DeployAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(second, await LoadOfAsync(site));
    }

    [Fact]
    public async Task A_plan_shows_what_differs_and_changes_nothing()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("plan", "env: [ { name: LEVEL, value: info }, { name: KEY, from: { env: PLAN_KEY } } ]"));
        site.Environment["PLAN_KEY"] = "plan-secret-value";
        await site.DeployAsync();
        var before = (await site.ContainersAsync(Server, "plan")).Select(c => c.Id);

        site.Configure(Yaml("plan", "replicas: 2\nenv: [ { name: LEVEL, value: warn }, { name: KEY, from: { env: OTHER_KEY } } ]"));
        await using var run = site.Start();
        var plan = Assert.Single(await run.PlanAsync(["plan"], Token));

        Assert.Equal(["replicas", "env.LEVEL", "env.KEY"], plan.Changes.Select(c => c.Path));
        Assert.Equal(ImageAction.Nothing, plan.Image.Action);
        Assert.Contains(plan.Steps, s => s.StartsWith("route plan.example.com to", System.StringComparison.Ordinal));
        Assert.DoesNotContain("plan-secret-value", string.Join("\n", plan.Changes));
        Assert.Equal(before, (await site.ContainersAsync(Server, "plan")).Select(c => c.Id));
    }

    /// <summary>What the proxy listens on, of which one name is another with every load.</summary>
    private static async Task<string> LoadOfAsync(Site site) => (await site[Server].RunAsync(
        "docker exec haloy-proxy wget -q -O - http://localhost:2019/config/apps/http/servers/http/listen", Token)).OutputOrThrow();
}
