using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>
/// A tar of an image without its lowest layers, which the server has. Every engine loads it: it carries the OCI layout for
/// containerd's image store and <c>manifest.json</c> for the engine's own, which each fail on the other alone.
/// </summary>
internal sealed class PartialArchive
{
    private const int Block = TarHeader.Block;

    private readonly IReadOnlyList<Entry> _entries;

    /// <param name="image">The image.</param>
    /// <param name="layersThere">How many of its layers are left out, counted from the lowest.</param>
    public PartialArchive(ImageArchive image, int layersThere) => _entries =
    [
        Of("oci-layout", ArchiveDocuments.Layout),
        Of("index.json", ArchiveDocuments.Index(image)),
        Of("manifest.json", ArchiveDocuments.DockerManifest(image)),
        Of(ArchiveDocuments.BlobOf(image.ConfigDigest), image.Config),
        Of(ArchiveDocuments.BlobOf(image.ManifestDigest), image.Manifest),
        .. image.Layers.Skip(layersThere).DistinctBy(layer => layer.DiffId)
            .Select(layer => new Entry(ArchiveDocuments.BlobOf(layer.DiffId), layer.Size, layer.Open, image.CompressedOf(layer))),
    ];

    /// <summary>How long the tar is: headers, contents in whole blocks, and two empty blocks at the end.</summary>
    public long Length => _entries.Sum(entry => Block + entry.Length + Padding(entry)) + 2 * Block;

    public async Task WriteAsync(Stream stream, CancellationToken ct)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var entry in _entries)
        {
            await using var content = entry.Open();
            await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, entry.Name)
            {
                DataStream = content,
                // The same image makes the same tar.
                ModificationTime = DateTimeOffset.UnixEpoch,
            }, ct);
        }
    }

    /// <summary>The same tar compressed; what is large in it is compressed once for all servers.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="written">Hears how much of the tar has gone, before compression.</param>
    /// <param name="ct">Ends it.</param>
    public async Task WriteCompressedAsync(Stream stream, Action<long> written, CancellationToken ct)
    {
        var small = new MemoryStream();
        foreach (var entry in _entries)
        {
            small.Write(TarHeader.Of(entry.Name, entry.Length));
            if (entry.Layer is null)
            {
                await using var content = entry.Open();
                await content.CopyToAsync(small, ct);
            }
            else
            {
                await PackAsync();
                await entry.Layer.WriteAsync(stream, written, ct);
            }
            small.Write(new byte[Padding(entry)]);
        }
        small.Write(new byte[2 * Block]);
        await PackAsync();

        async Task PackAsync()
        {
            await using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
                await gzip.WriteAsync(small.GetBuffer().AsMemory(0, (int)small.Length), ct);
            written(small.Length);
            small.SetLength(0);
        }
    }

    private static int Padding(Entry entry) => (int)((Block - entry.Length % Block) % Block);

    private static Entry Of(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, writable: false));

    private sealed record Entry(string Name, long Length, Func<Stream> Open, CompressedLayer? Layer = null);
}
