using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Images;

namespace Haloy.Engine.Tests.Images;

public sealed class SavedImageTests
{
    private static readonly byte[] s_base = A.Layer("base");
    private static readonly byte[] s_top = A.Layer("top");
    private static readonly byte[] s_config = A.Config(s_base, s_top);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_per_layer_is_read() => await AssertReadAsync(A.Saved(s_base, s_top));

    [Fact]
    public async Task Blobs_named_by_the_docker_manifest_are_read() => await AssertReadAsync(A.Tar(
        (A.Blob(s_base), s_base), (A.Blob(s_top), s_top), (A.Blob(s_config), s_config),
        ("index.json", A.Text("""{"manifests":[]}""")),
        ("manifest.json", A.Text($$"""[{"Config":"{{A.Blob(s_config)}}","RepoTags":["app:1"],"Layers":["{{A.Blob(s_base)}}","{{A.Blob(s_top)}}"]}]"""))));

    [Fact]
    public async Task An_oci_layout_is_read_with_its_compressed_blobs()
    {
        var packed = A.Gzip(s_base);

        await AssertReadAsync(Oci(packed, s_top));
    }

    [Fact]
    public async Task An_image_of_several_is_chosen_by_its_architecture_and_what_is_no_image_is_passed_over()
    {
        var other = A.Config(A.Layer("other"));
        var wanted = Manifest(s_config, s_base, s_top);
        var otherImage = Manifest(other, A.Layer("other"));
        var index = A.Text($$"""{"manifests":[{{Descriptor(A.Id(A.Text("not in the archive")), "s390x")}},{{Descriptor(A.Id(otherImage), "arm64")}},{{Attestation(A.Id(other))}},{{Descriptor(A.Id(wanted), "amd64")}}]}""");
        var outer = A.Text($$"""{"manifests":[{{Descriptor(A.Id(index), null)}}]}""");

        await AssertReadAsync(A.Tar(
            new[] { s_base, s_top, s_config, other, wanted, otherImage, A.Layer("other"), index }
                .Select(blob => (A.Blob(blob), blob)).Append(("index.json", outer))));
    }

    [Fact]
    public async Task A_layer_that_comes_twice_is_a_link_to_the_first()
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "a/layer.tar") { DataStream = new MemoryStream(s_base) }, Token);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "b/layer.tar") { LinkName = "../a/layer.tar" }, Token);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "c.json") { DataStream = new MemoryStream(A.Config(s_base, s_base)) }, Token);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json")
            {
                DataStream = new MemoryStream(A.Text("""[{"Config":"c.json","Layers":["a/layer.tar","b/layer.tar"]}]""")),
            }, Token);
        }

        using var image = await ReadAsync(tar.ToArray());

        Assert.Equal([s_base, s_base], image.Layers.Select(Content));
    }

    public static TheoryData<string, byte[]> Unreadable() => new()
    {
        { "nothing in it", A.Tar() },
        { "a layer that is missing", A.Tar(("c.json", s_config), ("manifest.json", A.Text("""[{"Config":"c.json","Layers":["a","b"]}]"""))) },
        { "fewer layers than diff ids", A.Tar(("c.json", s_config), ("a", s_base), ("manifest.json", A.Text("""[{"Config":"c.json","Layers":["a"]}]"""))) },
        { "zstd", A.Tar(("c.json", A.Config(s_base)), ("a", [0x28, 0xb5, 0x2f, 0xfd, 0]), ("manifest.json", A.Text("""[{"Config":"c.json","Layers":["a"]}]"""))) },
        { "broken JSON", A.Tar(("manifest.json", A.Text("[{"))) },
        { "JSON of another shape", A.Tar(("manifest.json", A.Text("""[{"Config":"c.json"}]"""))) },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_taken_apart_is_said_to_be_so(string what, byte[] tar)
    {
        Assert.NotEmpty(what);

        await Assert.ThrowsAsync<UnreadableArchiveException>(() => ReadAsync(tar));
    }

    [Fact]
    public async Task Several_read_the_same_layer_at_once_and_nothing_is_left_in_the_temporary_folder()
    {
        var before = Directory.GetFileSystemEntries(Path.GetTempPath(), "haloy-image-*");
        var large = A.Layer(3_000_000);

        using (var image = await ReadAsync(A.Saved(s_base, large)))
        {
            if (!System.OperatingSystem.IsWindows())
                Assert.Empty(Directory.GetFileSystemEntries(Path.GetTempPath(), "haloy-image-*").Except(before));
            var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Content(image.Layers[1]))));
            Assert.All(copies, copy => Assert.Equal(large, copy));
        }

        Assert.Empty(Directory.GetFileSystemEntries(Path.GetTempPath(), "haloy-image-*").Except(before));
    }

    private static async Task AssertReadAsync(byte[] tar)
    {
        using var image = await ReadAsync(tar);

        Assert.Equal(s_config, image.Config);
        Assert.Equal([A.Id(s_base), A.Id(s_top)], image.DiffIds);
        Assert.Equal([s_base, s_top], image.Layers.Select(Content));
        Assert.Equal(s_base.Length + s_top.Length, image.Size);
    }

    private static Task<ImageArchive> ReadAsync(byte[] tar) => SavedImage.ReadAsync(new MemoryStream(tar), "amd64", Token);

    private static byte[] Oci(params byte[][] blobs)
    {
        var manifest = Manifest(s_config, blobs);
        return A.Tar(
        [
            .. blobs.Append(s_config).Append(manifest).Select(blob => (A.Blob(blob), blob)),
            ("index.json", A.Text($$"""{"manifests":[{{Descriptor(A.Id(manifest), null)}}]}""")),
        ]);
    }

    private static byte[] Manifest(byte[] config, params IEnumerable<byte[]> layers) => A.Text(
        $$"""{"config":{"digest":"{{A.Id(config)}}"},"layers":[{{string.Join(",", layers.Select(l => Descriptor(A.Id(l), null)))}}]}""");

    private static string Descriptor(string digest, string? architecture) =>
        $$$"""{"digest":"{{{digest}}}","platform":{"architecture":{{{(architecture is null ? "null" : $"\"{architecture}\"")}}}}}""";

    private static string Attestation(string digest) =>
        $$$"""{"digest":"{{{digest}}}","annotations":{"vnd.docker.reference.type":"attestation-manifest"},"platform":{"architecture":"amd64"}}""";

    private static byte[] Content(ImageLayer layer)
    {
        using var stream = layer.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
