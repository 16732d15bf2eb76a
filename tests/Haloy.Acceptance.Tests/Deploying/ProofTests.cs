using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary><c>--haloy-prove</c>: the product itself counts the requests of a switch.</summary>
public sealed class ProofTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "proof1";

    [Theory]
    [InlineData("off")]
    [InlineData("internal")]
    public async Task A_deploy_shows_that_it_lost_no_request(string tls)
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Prove = true;
        site.Configure(Yaml($"prove-{tls}", "1", tls));
        await site.DeployAsync();

        site.Configure(Yaml($"prove-{tls}", "2", tls));
        var report = await site.DeployAsync();

        var proof = Assert.IsType<ProofReport>(report.Targets[0].Proof);
        Assert.Equal(0, proof.Lost);
        Assert.True(proof.Requests > 20, $"only {proof.Requests} requests were made");
        Assert.Equal(proof.Requests, (long?)ReportJson.Write(report)["targets"]![0]!["proof"]!["requests"]);
    }

    [Fact]
    public async Task The_first_lost_request_fails_the_deploy_and_the_old_version_comes_back()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("proved", "1", "off"));
        await site.DeployAsync();
        site.Prove = true;
        var before = (await site.ContainersAsync(Server, "proved")).Select(c => c.Id).Order();

        // Healthy on the path that is asked before the switch, broken on the one that the clients ask.
        site.Configure(Yaml("proved", "1", "off", "env: [ { name: FAIL_AFTER_CHECKS, value: 1 } ]"));
        var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

        Assert.Contains("--haloy-prove: ", failed.Message);
        Assert.Contains("requests to proved.example.com were lost. The first: status 503", failed.Message);
        Assert.Equal(Outcome.RolledBack, failed.Report.Targets[0].Outcome);
        Assert.True(failed.Report.Targets[0].Proof!.Lost > 0);
        Assert.Equal(before, (await site.ContainersAsync(Server, "proved")).Select(c => c.Id).Order());
    }

    private static string Yaml(string app, string version, string tls, string more = "") =>
        AppYaml.For(app, Server, version, $"replicas: 2\n{more}").Replace("tls: off", $"tls: {tls}");
}
