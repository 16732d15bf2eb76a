using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Images;

public sealed class ImageDeliveryTests : IAsyncDisposable
{
    private static readonly byte[] s_base = A.Layer(400_000);
    private static readonly byte[] s_old = A.Layer("old");
    private static readonly byte[] s_new = A.Layer("new");

    private readonly FakeDockerEngine _workstation = new();
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _local;
    private readonly DockerEngine _server;
    private readonly ImageExports _exports;
    private readonly List<(long Sent, long Total)> _progress = [];

    public ImageDeliveryTests()
    {
        _local = _workstation.Client();
        _server = _fake.Client();
        _exports = new(_local);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadOnlyList<FakeRequest> Loads => [.. _fake.Requests.Where(r => r.Path.EndsWith("/images/load", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        await _exports.DisposeAsync();
        await _server.DisposeAsync();
        await _local.DisposeAsync();
        await _fake.DisposeAsync();
        await _workstation.DisposeAsync();
    }

    [Fact]
    public async Task What_the_engine_says_that_it_loaded_only_gets_its_name()
    {
        var id = A.Id(A.Config(s_base, s_old));
        var image = new FakeImage { Id = id, Tar = A.Saved(s_base, s_old) };
        image.Layers.AddRange([A.Id(s_base), A.Id(s_old)]);
        _workstation.AddImage(image);

        var brought = await new ImageDelivery(_server, compress: true).BringAsync(
            _exports, new ImageSpec { Reference = "my/app:1", Repository = "my/app", Tag = "1" }, id, (_, _) => { }, Token);

        Assert.Equal(["/images/load", $"/images/{id}/tag"], _fake.Requests.TakeLast(2).Select(r => r.Path));
        Assert.Equal(id, brought.Id);
    }

    [Fact]
    public async Task The_first_time_everything_travels_and_then_only_what_changed()
    {
        var first = await BringAsync(s_base, s_old);
        var second = await BringAsync(s_base, s_new);

        Assert.Equal([A.Blob(s_base), A.Blob(s_old)], LayersIn(Loads[0]));
        Assert.Equal([A.Blob(s_new)], LayersIn(Loads[1]));
        Assert.Equal([Loads[0].Body.Length, Loads[1].Body.Length], [first.BytesSent, second.BytesSent]);
        Assert.InRange(second.BytesSent, 1, 3000);
        Assert.Equal(A.Id(A.Config(s_base, s_new)), _fake.FindImage("my/app:1")!.Id);
        Assert.All(_progress, p => Assert.InRange(p.Sent, 1, p.Total));
        Assert.Equal(_progress[^1].Total, _progress[^1].Sent);
    }

    [Fact]
    public async Task An_image_that_is_there_is_tagged_and_neither_exported_nor_sent()
    {
        await BringAsync(s_base, s_old);
        var exports = _workstation.Requests.Count;

        Assert.Equal(0, (await BringAsync(s_base, s_old)).BytesSent);
        Assert.Equal(exports, _workstation.Requests.Count);
        Assert.Single(Loads);
    }

    [Fact]
    public async Task What_this_machine_sends_to_itself_is_not_compressed()
    {
        await BringAsync(new ImageDelivery(_server, compress: false), s_base);

        Assert.Equal("oci-layout", A.Files(Loads[0].Body)[0].Name);
    }

    [Fact]
    public async Task A_refused_part_is_followed_by_the_whole_once()
    {
        await BringAsync(s_base, s_old);
        FailOnce("open /var/lib/docker/tmp/docker-import-1/blobs: no such file or directory");

        var brought = await BringAsync(s_base, s_new);

        Assert.Equal([A.Blob(s_new)], LayersIn(Loads[1]));
        Assert.Equal([A.Blob(s_base), A.Blob(s_new)], LayersIn(Loads[2]));
        Assert.Equal(Loads[1].Body.Length + Loads[2].Body.Length, brought.BytesSent);
    }

    [Fact]
    public async Task A_refused_whole_is_not_sent_again_and_says_why()
    {
        FailOnce("invalid tar header");

        var failure = await Assert.ThrowsAsync<ImageException>(() => BringAsync(s_base));

        Assert.Equal("The server refused my/app:1: invalid tar header (the engine's answer to POST /images/load?quiet=true)", failure.Message);
        Assert.Single(Loads);
        Assert.Empty(_fake.Images);
    }

    [Fact]
    public async Task A_full_disk_is_explained_and_the_whole_is_not_tried()
    {
        await BringAsync(s_base, s_old);
        FailOnce("Error processing tar file(exit status 1): write /file: no space left on device");

        var failure = await Assert.ThrowsAsync<ImageException>(() => BringAsync(s_base, s_new));

        Assert.Equal(
            "The server has no space left on its disk for my/app:1, which takes 1 MB; nothing of it was left there. "
            + "'docker system df' on the server shows what takes the space, 'docker image prune' removes images that nothing uses.",
            failure.Message);
        Assert.Equal(2, Loads.Count);
        Assert.Single(_fake.Images);
    }

    [Fact]
    public async Task An_image_with_other_layers_than_it_should_have_is_removed_and_sent_whole()
    {
        await BringAsync(s_base, s_old);
        using var image = A.Archive(s_base, s_new);
        _fake.OnLoad = _ => Loaded(image.ConfigDigest, A.Id(s_base));

        await BringAsync(s_base, s_new);

        Assert.Equal([A.Id(s_base), A.Id(s_new)], _fake.FindImage("my/app:1")!.Layers);
    }

    [Fact]
    public async Task An_image_that_no_container_can_be_made_of_is_removed_and_sent_whole()
    {
        await BringAsync(s_base, s_old);
        using var image = A.Archive(s_base, s_new);
        _fake.OnLoad = _ => Loaded(image.ManifestDigest);
        _fake.When("POST", "/containers/create").Answer(404, "content digest not found").Times(1);

        await BringAsync(s_base, s_new);

        Assert.Equal(3, Loads.Count);
        Assert.Null(_fake.FindImage(image.ManifestDigest));
        Assert.Equal(image.ConfigDigest, _fake.FindImage("my/app:1")!.Id);
    }

    [Fact]
    public async Task An_image_that_the_containerd_store_knows_by_another_id_is_checked_and_does_not_travel()
    {
        using var image = A.Archive(s_base);
        Loaded(image.ManifestDigest);

        var brought = await BringAsync(s_base);

        Assert.Equal((image.ManifestDigest, 0L), (brought.Id, brought.BytesSent));
        Assert.Empty(Loads);
        Assert.Empty(_fake.Containers);
    }

    [Fact]
    public async Task What_cannot_be_taken_apart_is_sent_as_it_is()
    {
        byte[] zstd = [0x28, 0xb5, 0x2f, 0xfd, 0, 0];
        var saved = A.Tar(("c.json", A.Config(zstd)), ("l", zstd), ("manifest.json", A.Text("""[{"Config":"c.json","RepoTags":null,"Layers":["l"]}]""")));

        var brought = await BringAsync(new ImageDelivery(_server, compress: false), saved, A.Id(A.Config(zstd)));

        Assert.Equal(saved, Loads[0].Body);
        Assert.Equal(saved.Length, brought.BytesSent);
    }

    [Fact]
    public async Task One_export_serves_all_servers()
    {
        await using var other = new FakeDockerEngine();
        await using var second = other.Client();

        await Task.WhenAll(
            BringAsync(new ImageDelivery(_server, compress: true), s_base),
            BringAsync(new ImageDelivery(second, compress: true), s_base));

        Assert.Single(_workstation.Requests, r => r.Path.EndsWith("/get", StringComparison.Ordinal));
        Assert.Single(other.Images);
    }

    [Fact]
    public async Task An_export_that_failed_is_tried_again_by_the_next_deploy()
    {
        _workstation.When("GET", "/get").Answer(500, "busy").Times(1);

        await Assert.ThrowsAsync<DockerEngineException>(() => BringAsync(s_base));

        Assert.True((await BringAsync(s_base)).BytesSent > 0);
    }

    [Fact]
    public async Task An_interruption_ends_a_transfer_at_once_and_the_next_deploy_sends_it()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var gate = _fake.When("POST", "/images/load").Times(1).Hold();

        var bringing = BringAsync(new ImageDelivery(_server, compress: true), A.Saved(s_base), A.Id(A.Config(s_base)), interrupt.Token);
        await gate.Reached.WaitAsync(Token);
        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bringing.WaitAsync(TimeSpan.FromSeconds(10), Token));
        // The first request stays held: an engine that still carried it out would have the image already.
        Assert.True((await BringAsync(s_base)).BytesSent > 0);
        gate.Open();
    }

    private Task<DeliveredImage> BringAsync(params byte[][] layers) => BringAsync(new ImageDelivery(_server, compress: true), layers);

    private Task<DeliveredImage> BringAsync(ImageDelivery delivery, params byte[][] layers) =>
        BringAsync(delivery, A.Saved(layers), A.Id(A.Config(layers)));

    private Task<DeliveredImage> BringAsync(ImageDelivery delivery, byte[] saved, string id, CancellationToken? ct = null)
    {
        _workstation.AddImage(new FakeImage { Id = id, Tar = saved });
        var image = new ImageSpec { Reference = "my/app:1", Repository = "my/app", Tag = "1" };
        return delivery.BringAsync(_exports, image, id, (sent, total) => _progress.Add((sent, total)), ct ?? Token);
    }

    private void FailOnce(string message) => _fake.OnLoad = _ =>
    {
        _fake.OnLoad = null;
        return [new JsonObject { ["errorDetail"] = new JsonObject { ["message"] = message }, ["error"] = message }];
    };

    // What an engine does that says it has loaded an image: once, then it behaves.
    private IReadOnlyList<JsonObject> Loaded(string id, params string[] layers)
    {
        _fake.OnLoad = null;
        var image = new FakeImage { Id = id };
        image.Layers.AddRange(layers);
        _fake.AddImage(image);
        return [new JsonObject { ["stream"] = $"Loaded image ID: {id}\n" }];
    }

    private static IEnumerable<string> LayersIn(FakeRequest load)
    {
        using var gzip = new GZipStream(new MemoryStream(load.Body), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return A.Files(tar.ToArray()).Skip(5).Select(f => f.Name);
    }
}
