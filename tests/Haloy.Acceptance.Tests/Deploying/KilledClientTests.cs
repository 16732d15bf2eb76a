using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>
/// A client that is killed (SIGKILL) right after a step: the app serves all the while, and the next plain deploy
/// succeeds and leaves nothing of the killed one.
/// </summary>
public sealed class KilledClientTests(LabFixture fixture)
{
    private const string Server = "killed1";

    // start, ready, route, retire for each of two replicas, then the note in the history.
    private const int StepsOfTwoReplicas = 9;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Steps() => [.. Enumerable.Range(1, StepsOfTwoReplicas)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Rolling_goes_on_serving_and_the_next_deploy_cleans_up(int step)
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"), new AppImage("3"));
        var app = $"killed-{step}";
        site.Configure(Yaml(app, "1"));
        await site.DeployAsync();
        await using var load = RequestLoop.Start(site.AddressOf(Server), $"{app}.example.com", clients: 4);

        site.Configure(Yaml(app, "2"));
        Assert.Equal(137, await DieAfterAsync(site, step));
        await site.GetAsync(Server, $"{app}.example.com");
        site.Configure(Yaml(app, "3"));
        await site.DeployAsync();
        await load.StopAsync();

        Assert.Equal("", load.Lost);
        Assert.Equal("3", await site.GetAsync(Server, $"{app}.example.com"));
        var containers = await site.ContainersAsync(Server, app);
        Assert.Equal(2, containers.Count(c => c.State == "running"));
        // Kept are deployments that went through: the first always, the killed one only when it was noted.
        var kept = containers.Where(c => c.State != "running").Select(c => c.Labels["haloy.deployment"]).Distinct().Count();
        Assert.Equal(step == StepsOfTwoReplicas ? 2 : 1, kept);
    }

    private static string Yaml(string app, string version) => AppYaml.For(app, Server, version, "replicas: 2");

    private static async Task<int> DieAfterAsync(Site site, int step)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Haloy.Testing.Client.dll"),
                Path.Combine(site.Folder, "haloy.yaml"),
                site.Lab.SshConfigFile,
                step.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        using var client = Process.Start(start)!;
        await client.WaitForExitAsync(Token);
        return client.ExitCode;
    }
}
