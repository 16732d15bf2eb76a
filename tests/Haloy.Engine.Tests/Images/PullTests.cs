using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Images;

public sealed class PullTests : IAsyncDisposable
{
    private readonly Dictionary<string, FakeImage> _registry = [];
    private readonly FakeDockerEngine _one;
    private readonly FakeDockerEngine _two;
    private readonly ImageDigests _digests = new();
    private readonly RegistryAuth _auth = new("bot", "hunter2", "r.example.com");

    public PullTests()
    {
        _one = new() { Registry = _registry };
        _two = new() { Registry = _registry };
        _registry["r.example.com/app:1"] = _registry["r.example.com/app:first"] = new FakeImage { Id = "sha256:first" };
        _registry["r.example.com/app:second"] = new FakeImage { Id = "sha256:second" };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task A_tag_that_moves_between_two_servers_is_the_same_image_on_both()
    {
        var first = await PullAsync(_one);
        _registry["r.example.com/app:1"] = _registry["r.example.com/app:second"];
        var second = await PullAsync(_two);

        Assert.Equal(("sha256:first", "sha256:first"), (first.Id, second.Id));
        Assert.Equal(FakeDockerEngine.DigestOf(_registry["r.example.com/app:first"]), second.Digest);
        Assert.Equal("sha256:first", _two.FindImage("r.example.com/app:1")!.Id);
        Assert.DoesNotContain(_two.Requests, r => r.Path.StartsWith("/distribution", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_travel_in_the_header_alone()
    {
        await PullAsync(_one, auth: _auth);

        var told = _one.Requests.Where(r => r.RegistryAuth?.Contains("hunter2", StringComparison.Ordinal) == true).Select(r => r.Path);
        Assert.Equal(["/distribution/r.example.com/app:1/json", "/images/create"], told);
        Assert.DoesNotContain(_one.Requests, r => r.Query.Values.Any(v => v.Contains("hunter2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_image_that_is_there_costs_two_requests_and_is_not_pulled_again()
    {
        await PullAsync(_one);
        var before = _one.Requests.Count;

        // Another run, which knows no digest yet.
        await PullAsync(_one, digests: new());

        Assert.Equal(["/_ping", "/distribution/r.example.com/app:1/json", $"/images/{Pinned("first")}/json"], _one.Requests.Skip(before).Select(r => r.Path));
    }

    [Fact]
    public async Task If_missing_takes_what_is_there_under_the_name_and_asks_nobody()
    {
        _one.AddImage("r.example.com/app:1");
        var there = await PullAsync(_one, PullPolicy.IfMissing);
        var missing = await PullAsync(_two, PullPolicy.IfMissing);

        Assert.Null(there.Digest);
        Assert.DoesNotContain(_one.Requests, r => r.Path.StartsWith("/distribution", StringComparison.Ordinal));
        Assert.Equal("sha256:first", missing.Id);
        Assert.Equal("sha256:first", (await PullAsync(_two, PullPolicy.IfMissing)).Id);
    }

    [Fact]
    public async Task Never_does_not_ask_a_registry()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => PullAsync(_one, PullPolicy.Never));

        Assert.Equal("The server has no image r.example.com/app:1, and pull_policy: never forbids to ask a registry for it.", failure.Message);
        Assert.DoesNotContain(_one.Requests, r => r.Path.StartsWith("/distribution", StringComparison.Ordinal) || r.Path == "/images/create");
    }

    [Fact]
    public async Task A_digest_is_pulled_as_it_is_written()
    {
        var digest = FakeDockerEngine.DigestOf(_registry["r.example.com/app:second"]);
        await using var server = _one.Client();

        var pulled = await new ImageDelivery(server, compress: true).PullAsync(
            new ImageSpec { Reference = $"r.example.com/app@{digest}", Repository = "r.example.com/app" }, null, _digests, Token);

        Assert.Equal(("sha256:second", digest), (pulled.Id, pulled.Digest));
        Assert.DoesNotContain(_one.Requests, r => r.Path.StartsWith("/distribution", StringComparison.Ordinal) || r.Path.EndsWith("/tag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_registry_does_not_have_is_said_and_the_next_server_may_ask_again()
    {
        _registry.Remove("r.example.com/app:1");

        var failure = await Assert.ThrowsAsync<ImageException>(() => PullAsync(_one));
        _registry["r.example.com/app:1"] = _registry["r.example.com/app:second"];

        Assert.StartsWith("The server could not pull r.example.com/app:1: the registry has no such image. Check repository and tag", failure.Message, StringComparison.Ordinal);
        Assert.Equal("sha256:second", (await PullAsync(_two)).Id);
    }

    [Fact]
    public async Task A_full_disk_is_explained()
    {
        _one.When("POST", "/images/create").Answer(500, "failed to register layer: write /file: no space left on device");

        var failure = await Assert.ThrowsAsync<ImageException>(() => PullAsync(_one));

        Assert.StartsWith("The server has no space left on its disk for r.example.com/app:1; nothing of it was left there.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_pushed_is_what_was_built_though_the_name_is_another_builds_by_now()
    {
        _one.AddImage(new FakeImage { Id = "sha256:wanted" });
        _one.AddImage("r.example.com/app:1");
        await using var local = _one.Client();

        var digest = await new ImagePush(local).PushAsync(Image(), "sha256:wanted", _auth, Token);

        Assert.Equal("sha256:wanted", _registry["r.example.com/app:1"].Id);
        Assert.Equal(FakeDockerEngine.DigestOf(_registry["r.example.com/app:1"]), digest);
        Assert.Contains("hunter2", _one.Requests[^1].RegistryAuth, StringComparison.Ordinal);
    }

    private static ImageSpec Image(PullPolicy policy = PullPolicy.Always) =>
        new() { Reference = "r.example.com/app:1", Repository = "r.example.com/app", Tag = "1", PullPolicy = policy };

    private string Pinned(string tag) => "r.example.com/app@" + FakeDockerEngine.DigestOf(_registry["r.example.com/app:" + tag]);

    private async Task<DeliveredImage> PullAsync(FakeDockerEngine fake, PullPolicy policy = PullPolicy.Always, RegistryAuth? auth = null, ImageDigests? digests = null)
    {
        await using var server = fake.Client();
        return await new ImageDelivery(server, compress: true).PullAsync(Image(policy), auth, digests ?? _digests, Token);
    }
}
