using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>Images on their way from a real engine to real engines; each test has servers that know nothing of its base.</summary>
public sealed class ImageDeliveryTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_changed_travels()
    {
        await using var site = await SiteAsync("changed", "image1");

        var first = (await site.DeployAsync()).Targets[0];
        site.Write("line", "another");
        var changed = (await site.DeployAsync()).Targets[0];
        var again = (await site.DeployAsync()).Targets[0];

        Tell("first", first);
        Tell("one line changed", changed);
        Tell("again", again);
        Assert.InRange(first.BytesTotal, 100_000_000, 300_000_000);
        Assert.InRange(first.BytesSent, 1_000_000, first.BytesTotal - 1);
        Assert.InRange(changed.BytesSent, 1, 64 * 1024);
        Assert.NotEqual(first.ImageId, changed.ImageId);
        Assert.Equal((0, changed.ImageId), (again.BytesSent, again.ImageId));
        var running = (await site.ContainersAsync("image1", "changed")).First(c => c.State == "running");
        Assert.Contains("another", await site["image1"].DockerAsync("cp", $"{running.Id}:/app/line", "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_export_serves_two_servers_at_once()
    {
        await using var site = await SiteAsync("both", "image2", "image3");
        var started = await TimeAsync(site);

        var report = await site.DeployAsync();

        Assert.All(report.Targets, t => Assert.True(t.BytesSent > 0));
        Assert.Single(report.Targets.Select(t => t.ImageId).Distinct());
        var saves = await site.Lab.Workstation.DockerAsync(
            ["events", "--since", started, "--until", await TimeAsync(site), "--filter", "event=save", "--format", "{{.ID}}"], Token);
        Assert.Equal(report.Images[0].Id, saves.OutputOrThrow().Trim());
    }

    [Fact]
    public async Task Layers_that_vanish_after_the_server_was_asked_are_sent_after_all()
    {
        await using var site = await SiteAsync("vanish", "image4");
        await using var local = new DockerEngine(UnixSocket.At(site.Lab.Workstation.DockerSocket), TimeProvider.System);
        await using var server = site.EngineOf("image4");
        await using var exports = new ImageExports(local);
        var (old, changed) = (await BuildAsync(site, "vanish/app:1", "the first"), await BuildAsync(site, "vanish/app:2", "the second"));
        await BringAsync(server, exports, "vanish/app", "1", old);
        var loads = 0;
        server.OnRequest = asked =>
        {
            loads += asked.Path.StartsWith("/images/load", StringComparison.Ordinal) ? 1 : 0;
            if (asked.Path == "/images/json")
                site["image4"].Engine.DockerAsync(["image", "rm", "--force", old], Token).GetAwaiter().GetResult().OutputOrThrow();
        };

        var brought = await BringAsync(server, exports, "vanish/app", "2", changed);

        Assert.Equal((changed, 2), (brought.Id, loads));
        Assert.True(brought.BytesSent > 1_000_000);
        var made = (await site["image4"].DockerAsync("create", "vanish/app:2")).Trim();
        Assert.Contains("the second", await site["image4"].DockerAsync("cp", $"{made}:/app/line", "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_explained_and_nothing_is_left_on_it()
    {
        await using var site = await SiteAsync("full", "image5");
        var before = await site["image5"].DockerAsync("images", "--all", "--quiet", "--no-trunc");
        (await site["image5"].RunAsync("mount -t tmpfs -o size=4m tmpfs /var/lib/docker/tmp", Token)).OutputOrThrow();
        try
        {
            site.Write("line", "too much");
            site.Write("Dockerfile", "FROM haloy-lab/app:1\nCOPY line big ./\n");
            var noise = new byte[8_000_000];
            new Random(1).NextBytes(noise);
            System.IO.File.WriteAllBytes(System.IO.Path.Combine(site.Folder, "big"), noise);

            var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync());

            Assert.StartsWith("The server has no space left on its disk for acceptance/full:", failed.Report.Targets[0].Error, StringComparison.Ordinal);
            Assert.Equal(before, await site["image5"].DockerAsync("images", "--all", "--quiet", "--no-trunc"));
            Assert.Equal("", (await site["image5"].RunAsync("ls /var/lib/docker/tmp", Token)).OutputOrThrow());
        }
        finally
        {
            (await site["image5"].RunAsync("umount /var/lib/docker/tmp", CancellationToken.None)).OutputOrThrow();
        }
        Assert.Equal(Outcome.Succeeded, (await site.DeployAsync()).Targets[0].Outcome);
    }

    /// <summary>A site that builds an app on a base of more than 100 MB.</summary>
    private async Task<Site> SiteAsync(string name, params string[] servers)
    {
        var site = await Site.OnAsync(fixture, servers);
        await site.Lab.Workstation.LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        site.Write("Dockerfile", "FROM haloy-lab/app:1\nCOPY line ./\n");
        site.Write("line", $"one of {name} {Guid.NewGuid():n}");
        site.Configure($"""
            image:
              repository: acceptance/{name}
              tag: "{Guid.NewGuid():n}"
              builder: {"{}"}
            targets:

            """ + string.Concat(servers.Select((server, i) => $"  {name}{(i == 0 ? "" : $"-{i}")}: {{ server: {server} }}\n")));
        return site;
    }

    private static async Task<string> BuildAsync(Site site, string reference, string line)
    {
        site.Write("line", line);
        var built = await site.Lab.Workstation.DockerAsync(["build", "--quiet", "--tag", reference, site.Folder], Token);
        return built.OutputOrThrow().Trim();
    }

    private static Task<DeliveredImage> BringAsync(DockerEngine server, ImageExports exports, string repository, string tag, string id) =>
        new ImageDelivery(server, compress: true).BringAsync(
            exports, new ImageSpec { Reference = $"{repository}:{tag}", Repository = repository, Tag = tag }, id, (_, _) => { }, Token);

    private static async Task<string> TimeAsync(Site site) =>
        (await site.Lab.Workstation.RunAsync("date +%s.%N", Token)).OutputOrThrow().Trim();

    private static void Tell(string what, TargetReport report) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{what}: {report.BytesSent} of {report.BytesTotal} bytes, {report.Took.TotalSeconds:0.00} s, the image {report.Steps.First(s => s.Name == "image").Took.TotalSeconds:0.00} s");
}

/// <summary>The docker command on a test server.</summary>
file static class Commands
{
    public static async Task<string> DockerAsync(this TestServer server, params string[] arguments) =>
        (await server.Engine.DockerAsync(arguments, TestContext.Current.CancellationToken)).OutputOrThrow();
}
