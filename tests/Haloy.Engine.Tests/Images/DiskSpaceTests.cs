using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Images;

public sealed class DiskSpaceTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _server;

    public DiskSpaceTests() => _server = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("Filesystem 1024-blocks Used Available Capacity Mounted on\noverlay 100 60 40 60% /\n", 40 * 1024L)]
    [InlineData("df: /: can't find mount point\n", null)]
    [InlineData("", null)]
    public void What_df_prints_is_read(string output, long? free) => Assert.Equal(free, DiskSpace.Parse(output));

    [Fact]
    public async Task What_can_be_freed_is_named_with_its_command_the_most_first()
    {
        _fake.DiskUsage = JsonNode.Parse("""
            { "Images": [ { "Size": 300000000, "SharedSize": 100000000, "Containers": 0 }, { "Size": 900000000, "SharedSize": 0, "Containers": 1 }, { "Size": 5000000, "SharedSize": -1, "Containers": -1 } ],
              "Containers": [ { "State": "exited", "SizeRw": 2000000 }, { "State": "running", "SizeRw": 7000000 } ],
              "BuildCache": [ { "Size": 400000000, "InUse": false }, { "Size": 1, "InUse": true } ] }
            """)!.AsObject();

        Assert.Equal(
            "On the server these could go: 400 MB of build cache ('docker builder prune'), 200 MB of images that no container uses ('docker image prune --all'), "
            + "2 MB of stopped containers, kept deployments among them ('docker container prune').",
            await new DiskSpace(_server).FreeableAsync(Token));
        _fake.DiskUsage = [];
        Assert.StartsWith("Docker itself has nothing there that could go", await new DiskSpace(_server).FreeableAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_fit_is_not_sent()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => BringAsync(free: 64_000, size: 33_000_000));

        Assert.StartsWith("The server has 65 MB left on its disk, and my/app:1 needs 66 MB there: 33 MB as they arrive, and as much unpacked. Nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_fake.Requests, r => r.Path == "/images/load");
    }

    [Fact]
    public async Task One_that_fits_is_sent_and_a_small_one_without_asking()
    {
        Assert.True((await BringAsync(free: 66_000, size: 33_000_000)).BytesSent > 0);
        Assert.Contains(_fake.Requests, r => r.Path.EndsWith("/exec", StringComparison.Ordinal));
        var before = _fake.Requests.Count;

        Assert.True((await BringAsync(free: 0, size: 1_000_000)).BytesSent > 0);

        Assert.DoesNotContain(_fake.Requests.Skip(before), r => r.Path.EndsWith("/exec", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nobody_can_tell_it_is_sent() =>
        Assert.True((await BringAsync(free: 0, size: 33_000_000, witness: "not-there")).BytesSent > 0);

    private async Task<DeliveredImage> BringAsync(long free, int size, string witness = "witness")
    {
        if (_fake.FindImage("caddy:2") is null)
        {
            _fake.AddImage("caddy:2");
            await _server.StartContainerAsync(await _server.CreateContainerAsync("witness", new() { Image = "caddy:2" }, Token), Token);
        }
        _fake.OnExec = exec => Task.FromResult(exec.Cmd.SequenceEqual(["df", "-Pk", "/"])
            ? new FakeExecResult(0, $"Filesystem 1024-blocks Used Available Capacity Mounted on\noverlay 1 1 {free} 1% /\n")
            : new FakeExecResult(127));
        var layer = A.Layer(size);
        await using var workstation = new FakeDockerEngine();
        workstation.AddImage(new FakeImage { Id = A.Id(A.Config(layer)), Tar = A.Saved(layer) });
        await using var local = workstation.Client();
        await using var exports = new ImageExports(local);
        return await new ImageDelivery(_server, compress: false, witness is null ? null : _ => Task.FromResult(witness)).BringAsync(
            exports, new ImageSpec { Reference = "my/app:1", Repository = "my/app", Tag = "1" }, A.Id(A.Config(layer)), (_, _) => { }, Token);
    }
}
