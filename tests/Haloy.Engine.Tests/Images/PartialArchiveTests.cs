using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Images;

namespace Haloy.Engine.Tests.Images;

public sealed class PartialArchiveTests
{
    private static readonly byte[] s_base = A.Layer("base");
    private static readonly byte[] s_middle = A.Layer("middle");
    private static readonly byte[] s_top = A.Layer("top");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_formats_name_all_layers_and_carry_those_that_the_server_lacks()
    {
        using var image = A.Archive(s_base, s_middle, s_top);

        var files = A.Files(await WriteAsync(new PartialArchive(image, layersThere: 2)));

        Assert.Equal(
            ["oci-layout", "index.json", "manifest.json", A.Blob(image.Config), A.Blob(image.Manifest), A.Blob(s_top)],
            files.Select(f => f.Name));
        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", Text(files[0].Content));
        Assert.Equal(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{A.Id(image.Manifest)}}","size":{{image.Manifest.Length}}}]}""",
            Text(files[1].Content));
        Assert.Equal(
            $$"""[{"Config":"{{A.Blob(image.Config)}}","RepoTags":null,"Layers":["{{A.Blob(s_base)}}","{{A.Blob(s_middle)}}","{{A.Blob(s_top)}}"]}]""",
            Text(files[2].Content));
        Assert.Equal(A.Config(s_base, s_middle, s_top), files[3].Content);
        Assert.Equal(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{image.ConfigDigest}}","size":{{image.Config.Length}}},"layers":["""
            + string.Join(",", new[] { s_base, s_middle, s_top }.Select(l => $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{A.Id(l)}}","size":{{l.Length}}}""")) + "]}",
            Text(files[4].Content));
        Assert.Equal(s_top, files[5].Content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Its_length_is_known_beforehand(int layersThere)
    {
        using var image = A.Archive(s_base, s_middle, s_top);
        var archive = new PartialArchive(image, layersThere);

        Assert.Equal(archive.Length, (await WriteAsync(archive)).Length);
    }

    [Fact]
    public async Task Compressed_it_is_the_same_tar_and_each_layer_is_read_once_however_many_it_goes_to()
    {
        var large = A.Layer(5_000_000);
        var opened = 0;
        using var image = new ImageArchive(A.Config(s_base, large), [.. new[] { s_base, large }.Select(layer => new ImageLayer(A.Id(layer), layer.Length, () =>
        {
            Interlocked.Increment(ref opened);
            return new MemoryStream(layer);
        }))]);
        var plain = await WriteAsync(new PartialArchive(image, 0));
        opened = 0;

        var written = 0L;
        var two = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var packed = new MemoryStream();
            await new PartialArchive(image, 0).WriteCompressedAsync(packed, count => Interlocked.Add(ref written, count), Token);
            packed.Position = 0;
            using var tar = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
                await gzip.CopyToAsync(tar, Token);
            return tar.ToArray();
        }));

        // Once per piece of the large one.
        Assert.Equal(1 + 3, opened);
        Assert.Equal(2 * plain.Length, written);
        Assert.All(two, tar => Assert.Equal(plain.Length, tar.Length));
        Assert.All(two, tar => Assert.Equal(A.Files(plain), A.Files(tar), (one, other) => one.Name == other.Name && one.Content.AsSpan().SequenceEqual(other.Content)));
    }

    [Theory]
    [InlineData(0, "00000000000")]
    [InlineData(0x1_FFFF_FFFF, "77777777777")]
    public void A_header_says_the_size_in_octal_digits(long size, string digits) =>
        Assert.Equal(digits, Encoding.ASCII.GetString(TarHeader.Of("blobs/sha256/a", size), 124, 11));

    [Fact]
    public void A_header_says_a_size_beyond_that_in_binary()
    {
        var header = TarHeader.Of("blobs/sha256/a", 0x2_0000_0000);

        Assert.Equal((0x80, 0x2_0000_0000), (header[124], System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(128, 8))));
    }

    [Fact]
    public async Task A_layer_that_comes_twice_is_sent_once()
    {
        using var image = A.Archive(s_base, s_top, s_top);

        Assert.Single(A.Files(await WriteAsync(new PartialArchive(image, 0))), f => f.Name == A.Blob(s_top));
    }

    [Fact]
    public async Task The_same_image_makes_the_same_tar()
    {
        using var image = A.Archive(s_base, s_top);

        Assert.Equal(await WriteAsync(new PartialArchive(image, 1)), await WriteAsync(new PartialArchive(image, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_compressed_on_its_way_if_wanted(bool compress)
    {
        using var image = A.Archive(s_base, new byte[5_000_000]);
        var archive = new PartialArchive(image, 0);

        using var sent = new MemoryStream();
        await using (var upload = new ArchiveUpload(archive.WriteAsync, compress, Token))
        {
            await upload.Body.CopyToAsync(sent, Token);
            Assert.Equal(archive.Length, upload.Written);
        }

        Assert.InRange(sent.Length, compress ? 1 : archive.Length, compress ? 100_000 : archive.Length);
        using Stream plain = compress ? new GZipStream(new MemoryStream(sent.ToArray()), CompressionMode.Decompress) : new MemoryStream(sent.ToArray());
        using var tar = new MemoryStream();
        await plain.CopyToAsync(tar, Token);
        Assert.Equal(await WriteAsync(archive), tar.ToArray());
    }

    [Fact]
    public async Task A_failure_to_read_a_layer_reaches_whoever_sends()
    {
        using var image = new ImageArchive(A.Config(s_base), [new(A.Id(s_base), s_base.Length, () => throw new IOException("the disk is gone"))]);

        await using var upload = new ArchiveUpload(new PartialArchive(image, 0).WriteAsync, compress: true, Token);

        Assert.Equal("the disk is gone", (await Assert.ThrowsAsync<IOException>(() => upload.Body.CopyToAsync(Stream.Null, Token))).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writing_ends_when_nobody_reads_any_more(bool compress)
    {
        using var image = A.Archive(A.Layer(5_000_000));
        var upload = new ArchiveUpload(new PartialArchive(image, 0).WriteAsync, compress, Token);
        await upload.Body.ReadExactlyAsync(new byte[10], Token);

        await upload.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private static async Task<byte[]> WriteAsync(PartialArchive archive)
    {
        using var tar = new MemoryStream();
        await archive.WriteAsync(tar, Token);
        return tar.ToArray();
    }

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);
}
