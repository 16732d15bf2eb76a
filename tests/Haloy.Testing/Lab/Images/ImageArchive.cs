using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>An image on its way into an engine: one tar that is both an OCI layout and a Docker archive, so that every engine reads it.</summary>
internal sealed class ImageArchive(LabImage image, HashSet<string> layersThere) : HttpContent
{
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        await AddAsync(tar, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancellationToken);
        await AddAsync(tar, "index.json", Json(Index()), cancellationToken);
        await AddAsync(tar, "manifest.json", Json(DockerManifest()), cancellationToken);
        await AddAsync(tar, BlobOf(LabImage.Digest(image.Config)), image.Config, cancellationToken);
        await AddAsync(tar, BlobOf(LabImage.Digest(image.Manifest)), image.Manifest, cancellationToken);
        foreach (ImageLayer layer in image.Layers.Where(layer => !layersThere.Contains(layer.Digest)).DistinctBy(layer => layer.Digest))
        {
            await using Stream content = layer.Open();
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, BlobOf(layer.Digest)) { DataStream = content }, cancellationToken);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => WriteAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private JsonObject Index() => new()
    {
        ["schemaVersion"] = 2,
        ["manifests"] = new JsonArray(new JsonObject
        {
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["digest"] = LabImage.Digest(image.Manifest),
            ["size"] = image.Manifest.Length,
            ["annotations"] = new JsonObject
            {
                ["io.containerd.image.name"] = FullReference(image.Reference),
                ["org.opencontainers.image.ref.name"] = image.Reference[(image.Reference.LastIndexOf(':') + 1)..],
            },
        }),
    };

    private JsonArray DockerManifest() => new(new JsonObject
    {
        ["Config"] = BlobOf(LabImage.Digest(image.Config)),
        ["RepoTags"] = new JsonArray(image.Reference),
        ["Layers"] = new JsonArray([.. image.Layers.Select(layer => JsonValue.Create(BlobOf(layer.Digest)))]),
    });

    private static string FullReference(string reference) => reference.Contains('/') ? $"docker.io/{reference}" : $"docker.io/library/{reference}";

    private static string BlobOf(string digest) => $"blobs/{digest.Replace(':', '/')}";

    private static byte[] Json(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);

    private static async Task AddAsync(TarWriter tar, string name, byte[] content, CancellationToken cancellationToken)
    {
        using var data = new MemoryStream(content);
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data }, cancellationToken);
    }
}
