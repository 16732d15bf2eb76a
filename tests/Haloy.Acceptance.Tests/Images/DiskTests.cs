using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>A server whose disk is too small for what is to come.</summary>
public sealed class DiskTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "disk1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_fit_is_not_sent_and_a_full_disk_ends_a_run_before_it_begins()
    {
        await using var site = await Site.OnAsync(fixture, [Server]);
        await using var small = await SmallDisk.MountAsync(site, megabytes: 260);
        await site[Server].LoadImageAsync(await site.Lab.Images.CaddyAsync(Token), Token);
        await site.Lab.Workstation.LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        site.Write("Dockerfile", "FROM haloy-lab/app:1\n");
        site.Configure($$"""
            name: large
            server: {{Server}}
            image: { repository: acceptance/large, builder: {} }
            """);

        var tooLarge = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());
        await RunAsync(site, "docker create --name never-started caddy:2; docker run --detach --name haloy-proxy --label haloy.role=proxy --network none caddy:2 sleep 600; "
            + "fallocate --length $(( $(df --output=avail --block-size=1 /var/lib/docker | tail -1) - 50000000 )) /var/lib/docker/filler");
        var full = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());

        Assert.Matches("^The server has [0-9]+ MB left on its disk, and acceptance/large:latest needs 2[0-9]{2} MB there: 12[0-9] MB as they arrive, and as much unpacked. Nothing was sent.", tooLarge.Report.Targets[0].Error);
        Assert.DoesNotContain("acceptance/large", await RunAsync(site, "docker images"), StringComparison.Ordinal);
        Assert.Matches(Server + ": its disk is full: (4[0-9]|50) MB are left, and a deploy needs 100 MB at the least. ", full.Message);
    }

    private static async Task<string> RunAsync(Site site, string command) =>
        (await site[Server].RunAsync("export DOCKER_HOST=unix:///run/docker.sock; " + command, Token)).OutputOrThrow();

    /// <summary>A server's engine on a disk of its own, which is in memory.</summary>
    private sealed class SmallDisk(TestServer server) : IAsyncDisposable
    {
        public static async Task<SmallDisk> MountAsync(Site site, int megabytes)
        {
            await site[Server].StopDockerAsync(Token);
            (await site[Server].RunAsync($"mount -t tmpfs -o size={megabytes}m tmpfs /var/lib/docker", Token)).OutputOrThrow();
            await site[Server].StartDockerAsync(Token);
            return new(site[Server]);
        }

        public async ValueTask DisposeAsync()
        {
            await server.RunAsync("docker --host unix:///run/docker.sock rm --force haloy-proxy", CancellationToken.None);
            await server.StopDockerAsync(CancellationToken.None);
            (await server.RunAsync("umount --lazy /var/lib/docker", CancellationToken.None)).OutputOrThrow();
            await server.StartDockerAsync(CancellationToken.None);
        }
    }
}
