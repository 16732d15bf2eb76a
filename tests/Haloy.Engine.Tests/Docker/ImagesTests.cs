using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Docker;

public sealed class ImagesTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public ImagesTests() => _engine = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_found_by_reference_and_a_missing_one_is_null()
    {
        _fake.AddImage("ghcr.io/me/app:1").WithHealthcheck().Exposing("8080/tcp");

        var image = await _engine.FindImageAsync("ghcr.io/me/app:1", Token);

        Assert.Equal(("amd64", "linux", (string?)null), (image!.Architecture, image.Os, image.Variant));
        Assert.Equal(["8080/tcp"], image.Config.ExposedPorts);
        Assert.Equal(["CMD", "true"], image.Config.Healthcheck!.Test);
        Assert.Single(image.Layers);
        Assert.Null(await _engine.FindImageAsync("ghcr.io/me/app:2", Token));
    }

    [Fact]
    public async Task A_tag_is_added_and_taken_off()
    {
        var id = _fake.AddImage("app:1").Id;

        await _engine.TagImageAsync(id, "localhost:5000/app", "1", Token);
        Assert.Equal(["app:1", "localhost:5000/app:1"], Assert.Single(await _engine.ListImagesAsync(Token)).RepoTags);

        await _engine.RemoveImageAsync("localhost:5000/app:1", force: false, Token);
        await _engine.RemoveImageAsync("localhost:5000/app:1", force: false, Token);
        Assert.Equal(["app:1"], Assert.Single(_fake.Images).RepoTags);
    }

    [Fact]
    public async Task A_tar_is_loaded_and_every_byte_of_it_reported()
    {
        var tar = Tar("app:3");
        var sent = new Sent();

        var loaded = await _engine.LoadImageAsync(new MemoryStream(tar), sent, Token);

        Assert.Equal(["app:3"], loaded.References);
        Assert.Equal(tar.Length, sent.Bytes);
        Assert.NotNull(await _engine.FindImageAsync("app:3", Token));
    }

    [Fact]
    public async Task An_image_without_a_reference_is_named_by_its_id()
    {
        _fake.OnLoad = _ => [new JsonObject { ["stream"] = "Loaded image ID: sha256:abc\n" }];

        var loaded = await _engine.LoadImageAsync(new MemoryStream([1]), null, Token);

        Assert.Equal(["sha256:abc"], loaded.Ids);
        Assert.Empty(loaded.References);
    }

    public static TheoryData<string> WordsOfFailure => new()
    {
        """{"errorDetail":{"message":"no space left on device"},"error":"no space left on device"}""",
        """{"stream":"Loaded image: app:1\n"}{"stream":"Error unpacking image app:1: no space left on device\n"}""",
        """{"error":"no space left on device"}""",
    };

    [Theory]
    [MemberData(nameof(WordsOfFailure))]
    public async Task A_load_that_failed_says_so_inside_an_answer_of_200(string words)
    {
        _fake.OnLoad = _ => [.. words.Replace("}{", "}\n{", StringComparison.Ordinal).Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];

        var failure = await Assert.ThrowsAsync<DockerLoadException>(() => _engine.LoadImageAsync(new MemoryStream([1]), null, Token));

        Assert.Contains("no space left on device", failure.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_says_nothing_has_failed()
    {
        _fake.OnLoad = _ => [];

        await Assert.ThrowsAsync<DockerLoadException>(() => _engine.LoadImageAsync(new MemoryStream([1]), null, Token));
    }

    [Fact]
    public async Task A_load_that_is_refused_outright_is_the_same_kind_of_failure()
    {
        _fake.When("POST", "/images/load").Answer(500, "disk on fire");

        var failure = await Assert.ThrowsAsync<DockerLoadException>(() => _engine.LoadImageAsync(new MemoryStream([1]), null, Token));

        Assert.Equal("disk on fire", failure.EngineMessage);
    }

    [Fact]
    public async Task A_refusal_is_heard_although_the_engine_has_stopped_reading()
    {
        var connections = 0;
        await using var engine = new DockerEngine(_ => ValueTask.FromResult<Stream>(Refusing(ref connections)), TimeProvider.System);
        var sent = new Sent();

        var failure = await Assert.ThrowsAsync<DockerLoadException>(() => engine.LoadImageAsync(new MemoryStream(new byte[50_000_000]), sent, Token));

        Assert.Equal("no space left on device", failure.EngineMessage);
        Assert.InRange(sent.Bytes, 0, 1_000_000);
    }

    [Fact]
    public async Task A_tar_that_cannot_be_read_fails_with_its_own_reason()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _engine.LoadImageAsync(new Unreadable(), null, Token));
    }

    [Fact]
    public async Task A_pull_tells_how_far_it_is_and_sends_its_login_in_a_header_only()
    {
        _fake.Registry["ghcr.io/me/app:1"] = new FakeImage { Id = "sha256:1" };
        var auth = new RegistryAuth("me", "s3cret", "ghcr.io");

        var said = new List<PullProgress>();
        await foreach (var progress in _engine.PullImageAsync("ghcr.io/me/app:1", "linux/amd64", auth, Token))
            said.Add(progress);

        Assert.Contains(new PullProgress("0123456789ab", "Downloading", 10, 20), said);
        var request = _fake.Requests[^1];
        Assert.Equal("""{"username":"me","password":"s3cret","serveraddress":"ghcr.io"}""", request.RegistryAuth);
        Assert.DoesNotContain("s3cret", auth.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(request.Query, pair => pair.Value.Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("app", "app:latest")]
    [InlineData("localhost:5000/app", "localhost:5000/app:latest")]
    [InlineData("localhost:5000/app:1", "localhost:5000/app:1")]
    [InlineData("app@sha256:0123", "app@sha256:0123")]
    public async Task A_pull_names_one_tag_and_never_all_of_them(string reference, string pulled)
    {
        var failure = await Assert.ThrowsAsync<DockerNotFoundException>(() => _engine.PullImageToEndAsync(reference, null, null, Token));

        Assert.Contains("manifest unknown", failure.EngineMessage, StringComparison.Ordinal);
        Assert.Equal(pulled, _fake.Requests[^1].Query["fromImage"]);
    }

    [Fact]
    public async Task A_push_returns_the_digest()
    {
        _fake.AddImage("localhost:5000/app:1");

        var digest = await _engine.PushImageToEndAsync("localhost:5000/app:1", null, Token);

        Assert.StartsWith("sha256:", digest, StringComparison.Ordinal);
        Assert.Equal(("/images/localhost:5000/app/push", "1"), (_fake.Requests[^1].Path, _fake.Requests[^1].Query["tag"]));
        Assert.True(_fake.Registry.ContainsKey("localhost:5000/app:1"));
    }

    [Fact]
    public async Task A_push_that_failed_midway_throws()
    {
        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.PushImageToEndAsync("nope:1", null, Token));

        Assert.Contains("does not exist locally", failure.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_image_is_the_tar_that_was_loaded()
    {
        var tar = Tar("app:3");
        await _engine.LoadImageAsync(new MemoryStream(tar), null, Token);

        await using var saved = await _engine.SaveImageAsync("app:3", Token);
        using var read = new MemoryStream();
        await saved.CopyToAsync(read, Token);

        Assert.Equal(tar, read.ToArray());
        await Assert.ThrowsAsync<DockerNotFoundException>(() => _engine.SaveImageAsync("nope:1", Token));
    }

    private static byte[] Tar(string reference)
    {
        var layer = new byte[200_000];
        var layerId = Convert.ToHexStringLower(SHA256.HashData(layer));
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"arm64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:{{{layerId}}}"]}}""");
        var manifest = Encoding.UTF8.GetBytes($$"""[{"Config":"config.json","RepoTags":["{{reference}}"],"Layers":["layer.tar"]}]""");
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("layer.tar", layer), ("config.json", config), ("manifest.json", manifest) })
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return tar.ToArray();
    }

    /// <summary>The connection for the load, made first, says no and is closed; the one for the ping answers.</summary>
    private static DuplexStream Refusing(ref int connections)
    {
        const string Words = """{"errorDetail":{"message":"no space left on device"}}""";
        var (client, server) = DuplexStream.Pair();
        var answer = connections++ == 0
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {Words.Length}\r\n\r\n{Words}"
            : "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nContent-Length: 0\r\n\r\n";
        server.WriteAsync(Encoding.ASCII.GetBytes(answer), Token).AsTask().GetAwaiter().GetResult();
        if (connections == 1)
            server.Dispose();
        return client;
    }

    private sealed class Sent : IProgress<long>
    {
        public long Bytes { get; private set; }

        public void Report(long value) => Bytes = value;
    }

    private sealed class Unreadable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidDataException("the file ends too early");
    }
}
