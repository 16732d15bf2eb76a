using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
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
    private const int Block = 512;

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
            .Select(layer => new Entry(ArchiveDocuments.BlobOf(layer.DiffId), layer.Size, layer.Open)),
    ];

    /// <summary>How long the tar is: headers, contents in whole blocks, and two empty blocks at the end.</summary>
    public long Length => _entries.Sum(entry => Block + (entry.Length + Block - 1) / Block * Block) + 2 * Block;

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

    private static Entry Of(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, writable: false));

    private sealed record Entry(string Name, long Length, Func<Stream> Open);
}
