using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Haloy.Engine.Images;

/// <summary>The documents of an archive that is an OCI layout and what <c>docker save</c> writes at the same time.</summary>
internal static class ArchiveDocuments
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    // Media types have a plus sign, which nothing here needs escaped.
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Layout { get; } = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();

    /// <summary>The name of a blob's file.</summary>
    public static string BlobOf(string digest) => "blobs/" + digest.Replace(':', '/');

    /// <summary>The manifest; layers are not compressed, so their digests are their diff ids.</summary>
    public static byte[] Manifest(byte[] config, IEnumerable<ImageLayer> layers) => Bytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = ManifestType,
        ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", ImageArchive.DigestOf(config), config.Length),
        ["layers"] = new JsonArray([.. layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar", layer.DiffId, layer.Size))]),
    });

    /// <summary>What containerd's image store reads first. The image has no name: it gets one when it is known to be sound.</summary>
    public static byte[] Index(ImageArchive image) => Bytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = "application/vnd.oci.image.index.v1+json",
        ["manifests"] = new JsonArray(Descriptor(ManifestType, image.ManifestDigest, image.Manifest.Length)),
    });

    /// <summary>What the engine's own image store reads.</summary>
    public static byte[] DockerManifest(ImageArchive image) => Bytes(new JsonArray(new JsonObject
    {
        ["Config"] = BlobOf(image.ConfigDigest),
        ["RepoTags"] = null,
        ["Layers"] = new JsonArray([.. image.Layers.Select(layer => (JsonNode)BlobOf(layer.DiffId))]),
    }));

    private static JsonObject Descriptor(string type, string digest, long size) => new()
    {
        ["mediaType"] = type,
        ["digest"] = digest,
        ["size"] = size,
    };

    private static byte[] Bytes(JsonNode document) => Encoding.UTF8.GetBytes(document.ToJsonString(s_plain));
}
