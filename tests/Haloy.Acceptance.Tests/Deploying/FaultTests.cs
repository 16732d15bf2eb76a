using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>What a cut connection, a failing hook or a reboot leaves: the app serves, and the next plain deploy succeeds.</summary>
public sealed class FaultTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "fault1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Yaml(string app, string version, string more = "") => AppYaml.For(app, Server, version, more);

    [Fact]
    public async Task A_connection_that_is_cut_while_waiting_leaves_the_old_version_and_the_next_deploy_cleans_up()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("cut", "1"));
        await site.DeployAsync();
        site.Configure(Yaml("cut", "2", "env: [{ name: FAIL_HEALTH, value: 1 }]"));

        var deploying = site.DeployAsync();
        while ((await site.ContainersAsync(Server, "cut")).Count(c => c.State == "running") < 2)
            await Task.Delay(20, Token);
        await site[Server].CutSshSessionsAsync(Token);
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => deploying);

        Assert.Equal(Outcome.Failed, failed.Report.Targets[0].Outcome);
        Assert.Contains("What served goes on serving", failed.Message);
        Assert.Equal("1", await site.GetAsync(Server, "cut.example.com"));

        site.Configure(Yaml("cut", "2"));
        await site.DeployAsync();
        Assert.Equal("2", await site.GetAsync(Server, "cut.example.com"));
        Assert.Equal(2, (await site.ContainersAsync(Server, "cut")).Count);
    }

    [Fact]
    public async Task A_failing_post_deploy_fails_the_run_but_not_the_new_version()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("post", "1", "post_deploy: [ 'exit 7' ]"));

        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Contains("exit code 7", failed.Message);
        Assert.Contains("The new version serves all the same.", failed.Message);
        Assert.Equal("1", await site.GetAsync(Server, "post.example.com"));
    }

    [Fact]
    public async Task A_failing_pre_deploy_leaves_everything_as_it_was()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("pre", "1"));
        await site.DeployAsync();
        site.Configure(Yaml("pre", "2", "pre_deploy: [ 'exit 7' ]"));

        await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Equal("1", await site.GetAsync(Server, "pre.example.com"));
        Assert.Single(await site.ContainersAsync(Server, "pre"));
    }

    [Fact]
    public async Task A_rebooted_server_routes_as_before_without_anyones_help()
    {
        await using var site = await Site.OnAsync(fixture, ["reboot1"], new AppImage("1"));
        site.Configure(Yaml("boot", "1", "replicas: 2").Replace(Server, "reboot1"));
        await site.DeployAsync();

        await site["reboot1"].RebootAsync(Token);
        var answer = "";
        while (answer != "1")
            answer = await AnswerAsync(site);

        Assert.Equal("1", answer);
    }

    [Fact]
    public async Task A_host_that_another_app_has_is_refused_before_anything_is_touched()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("taken", "1"));
        await site.DeployAsync();
        site.Configure(Yaml("thief", "1").Replace("domain: thief.example.com", "domain: taken.example.com"));

        var refused = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());
        await using var run = site.Start();
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => run.DeployAsync(["thief"], Token));

        Assert.All(new[] { refused.Message, failed.Message }, message => Assert.Contains("taken.example.com is routed to the app 'taken'", message));
        Assert.Empty(await site.ContainersAsync(Server, "thief"));
    }

    [Fact]
    public async Task Two_apps_deployed_at_once_to_a_fresh_server_share_its_network_and_proxy_and_are_both_routed()
    {
        await using var one = await Site.OnAsync(fixture, ["fresh1"], new AppImage("1"));
        await using var two = await Site.OnAsync(fixture, ["fresh1"], new AppImage("1"));
        one.Configure(Yaml("left", "1").Replace(Server, "fresh1"));
        two.Configure(Yaml("right", "1").Replace(Server, "fresh1"));

        await Task.WhenAll(one.DeployAsync(), two.DeployAsync());

        Assert.Equal("1", await one.GetAsync("fresh1", "left.example.com"));
        Assert.Equal("1", await one.GetAsync("fresh1", "right.example.com"));
    }

    private static async Task<string> AnswerAsync(Site site)
    {
        try
        {
            return await site.GetAsync("reboot1", "boot.example.com");
        }
        catch (System.Net.Http.HttpRequestException)
        {
            await Task.Delay(50, Token);
            return "";
        }
    }
}
