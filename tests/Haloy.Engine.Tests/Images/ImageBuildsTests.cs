using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Images;

public sealed class ImageBuildsTests : IDisposable
{
    private readonly ImageBuilds _builds = new();
    private readonly ConcurrentQueue<BuildOrder> _made = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _builds.Dispose();

    [Fact]
    public async Task A_build_that_several_ask_for_at_once_is_made_once()
    {
        var asked = Enumerable.Range(0, 8).Select(_ => GetAsync(Order())).ToList();

        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.Single(_made);
        Assert.Single(_builds.Done);
    }

    [Fact]
    public async Task Other_settings_platforms_and_argument_values_are_other_builds_of_one_reference()
    {
        BuildOrder[] orders =
        [
            Order(),
            Order() with { Builder = new() { Target = "final" } },
            Order() with { Platform = "linux/arm64" },
            Order(new BuildArgument("TOKEN", "one", BuildArgumentKind.Secret)),
            Order(new BuildArgument("TOKEN", "two", BuildArgumentKind.Secret)),
        ];

        await Task.WhenAll(orders.Concat(orders).Select(GetAsync));

        Assert.Equal(orders, _made);
        Assert.Equal(5, _builds.Done.Select(b => b.Id).Distinct().Count());
    }

    [Fact]
    public async Task Builds_take_turns()
    {
        var running = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _builds.GetAsync(Order() with { Reference = $"app:{i}" }, async ct =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return new BuiltImage($"app:{i}", "id", TimeSpan.Zero);
        }, Token)));

        Assert.Equal(4, _builds.Done.Count);
    }

    [Fact]
    public async Task A_build_that_failed_is_not_tried_again_for_the_next_server()
    {
        var tries = 0;
        Task<BuiltImage> Fail(CancellationToken ct) => throw new ImageException($"try {++tries}");

        var first = await Assert.ThrowsAsync<ImageException>(() => _builds.GetAsync(Order(), Fail, Token));
        var second = await Assert.ThrowsAsync<ImageException>(() => _builds.GetAsync(Order(), Fail, Token));

        Assert.Equal(("try 1", "try 1"), (first.Message, second.Message));
    }

    [Fact]
    public async Task Each_of_two_servers_gets_the_build_for_its_platform_though_both_have_one_name()
    {
        await using var workstation = new FakeDockerEngine();
        await using var amd = new FakeDockerEngine();
        await using var arm = new FakeDockerEngine { Architecture = "aarch64" };
        await using var local = workstation.Client();
        await using var exports = new ImageExports(local);

        var brought = await Task.WhenAll(BringAsync(amd), BringAsync(arm));

        Assert.Equal(["linux/amd64", "linux/arm64"], _made.Select(o => o.Platform).Order());
        Assert.Equal(["amd64", "arm64"], new[] { amd, arm }.Select(e => e.FindImage("my/app:1")!.Architecture));
        Assert.NotEqual(brought[0].Id, brought[1].Id);
        // On the workstation the name is now the second's; the first is still there by its id.
        Assert.Equal(2, workstation.Images.Count);

        async Task<DeliveredImage> BringAsync(FakeDockerEngine fake)
        {
            await using var server = fake.Client();
            var platform = Platforms.Of(await server.InfoAsync(Token));
            var built = await _builds.GetAsync(Order() with { Platform = platform }, _ => BuildAsync(platform), Token);
            var image = new ImageSpec { Reference = "my/app:1", Repository = "my/app", Tag = "1" };
            return await new ImageDelivery(server, compress: true).BringAsync(exports, image, built.Id, (_, _) => { }, Token);
        }

        Task<BuiltImage> BuildAsync(string platform)
        {
            _made.Enqueue(Order() with { Platform = platform });
            var layer = A.Layer(platform);
            var config = A.Config(platform.Split('/')[1], layer);
            var image = new FakeImage { Id = A.Id(config), Architecture = platform.Split('/')[1], Tar = A.SavedWith(config, layer) };
            image.RepoTags.Add("my/app:1");
            workstation.AddImage(image);
            return Task.FromResult(new BuiltImage("my/app:1", image.Id, TimeSpan.Zero));
        }
    }

    private static BuildOrder Order(params BuildArgument[] args) => new("my/app:1", new BuilderSpec(), "linux/amd64", args.ToEquatableArray());

    private Task<BuiltImage> GetAsync(BuildOrder order) => _builds.GetAsync(order, async ct =>
    {
        await Task.Yield();
        _made.Enqueue(order);
        return new BuiltImage(order.Reference, $"id {_made.Count}", TimeSpan.Zero);
    }, Token);
}
