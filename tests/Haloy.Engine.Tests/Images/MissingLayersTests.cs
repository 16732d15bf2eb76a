using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Images;

public sealed class MissingLayersTests : IAsyncDisposable
{
    private static readonly byte[] s_base = A.Layer(300_000);
    private static readonly byte[] s_middle = A.Layer("middle");
    private static readonly byte[] s_top = A.Layer("top");

    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _server;
    private int _images;
    private Func<string, ImageDetails?> _described = _ => null;

    public MissingLayersTests() => _server = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Inspected => _fake.Requests.Count(r => r.Path.EndsWith("/json", StringComparison.Ordinal) && r.Path.Contains("sha256:"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("abc", "abc", 3)]
    [InlineData("abc", "abd", 2)]
    [InlineData("abc", "ab", 2)]
    [InlineData("ab", "abc", 2)]
    [InlineData("abc", "bc", 0)]
    [InlineData("abc", "xbc", 0)]
    [InlineData("abc", "", 0)]
    public void Only_a_chain_from_the_lowest_layer_counts(string wanted, string there, int count) =>
        Assert.Equal(count, MissingLayers.CommonPrefix([.. wanted.Select(c => $"{c}")], [.. there.Select(c => $"{c}")]));

    [Fact]
    public async Task The_longest_chain_of_any_image_counts()
    {
        Add("other:1", s_middle, s_base);
        Add("other:2", s_base);
        Add("other:3", s_base, s_middle);
        Add("other:4");

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Other_repositories_are_not_asked_about_when_little_is_missing()
    {
        Add("my/app:1", s_base, s_middle);
        Add("other:1", s_base, s_middle, s_top);

        Assert.Equal(2, await CountAsync());
        Assert.Equal(1, Inspected);
    }

    [Fact]
    public async Task Other_repositories_are_asked_about_when_much_is_missing()
    {
        Add("my/app:1", s_middle);
        Add("other:1", s_base);

        Assert.Equal(1, await CountAsync());
        Assert.Equal(2, Inspected);
    }

    [Fact]
    public async Task A_server_with_very_many_images_is_not_asked_about_all()
    {
        for (var i = 0; i < 200; i++)
            Add($"other:{i}", s_middle);

        Assert.Equal(0, await CountAsync());
        Assert.Equal(64, Inspected);
    }

    [Fact]
    public async Task An_image_that_was_removed_meanwhile_does_not_count()
    {
        Add("my/app:1", s_base, s_middle);
        var listed = await _server.ListImagesAsync(Token);
        await _server.RemoveImageAsync("my/app:1", force: true, Token);

        Assert.Equal(0, await CountAsync(listed));
    }

    [Fact]
    public async Task An_image_that_is_known_here_is_not_asked_about_there()
    {
        Add("my/app:1", s_base, s_middle);
        var id = (await _server.ListImagesAsync(Token)).Single().Id;
        var known = await _server.FindImageAsync(id, Token);
        var before = Inspected;
        _described = asked => asked == id ? known : null;

        Assert.Equal(2, await CountAsync());

        Assert.Equal(before, Inspected);
    }

    private async Task<int> CountAsync(IReadOnlyList<ImageSummary>? listed = null)
    {
        using var image = A.Archive(s_base, s_middle, s_top);
        return await new MissingLayers(_server, (id, _) => Task.FromResult(_described(id))).CountThereAsync(image, "my/app", listed ?? await _server.ListImagesAsync(Token), Token);
    }

    private void Add(string reference, params byte[][] layers)
    {
        var image = new FakeImage { Id = A.Id(A.Text($"image {_images++}")) };
        image.RepoTags.Add(reference);
        image.Layers.AddRange(layers.Select(l => A.Id(l)));
        _fake.AddImage(image);
    }
}
