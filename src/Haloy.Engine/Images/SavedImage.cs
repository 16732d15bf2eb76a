using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>
/// Takes apart what <c>docker save</c> writes: <c>manifest.json</c> with a folder or a blob per layer (engines with an image
/// store of their own), or an OCI layout whose blobs may be compressed (engines with containerd's).
/// </summary>
internal static class SavedImage
{
    /// <summary>Reads an image; its layers go to a file that the archive owns.</summary>
    /// <param name="tar">What the engine saved.</param>
    /// <param name="architecture">Which image is meant where there are several, in Go's words.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="UnreadableArchiveException">It is of an unknown kind.</exception>
    public static async Task<ImageArchive> ReadAsync(Stream tar, string architecture, CancellationToken ct)
    {
        var scratch = new ScratchFile();
        try
        {
            var files = await SavedFiles.ReadAsync(tar, scratch, ct);
            var parts = await DockerPartsAsync(files, ct) ?? await OciPartsAsync(files, architecture, ct)
                ?? throw new UnreadableArchiveException("neither manifest.json nor index.json names an image");
            var config = await files.BytesAsync(parts.Config, ct);
            var diffIds = DiffIds(config);
            if (diffIds.Count != parts.Layers.Count)
                throw new UnreadableArchiveException($"there are {parts.Layers.Count} layers for {diffIds.Count} diff ids");
            var layers = new List<ImageLayer>();
            foreach (var (name, diffId) in parts.Layers.Zip(diffIds))
            {
                var part = await files.TarAsync(name, ct);
                layers.Add(new(diffId, part.Length, part.Open));
            }
            return new(config, layers, scratch);
        }
        catch (Exception e)
        {
            scratch.Dispose();
            if (e is JsonException or KeyNotFoundException or InvalidOperationException or InvalidDataException)
                throw new UnreadableArchiveException(e.Message, e);
            throw;
        }
    }

    // With several entries it does not say which is for which platform; the index does.
    private static async Task<Parts?> DockerPartsAsync(SavedFiles files, CancellationToken ct)
    {
        if (await files.JsonAsync("manifest.json", ct) is not { } manifest || manifest.GetArrayLength() != 1)
            return null;
        return new(Text(manifest[0], "Config"), [.. manifest[0].GetProperty("Layers").EnumerateArray().Select(l => l.GetString()!)]);
    }

    private static async Task<Parts?> OciPartsAsync(SavedFiles files, string architecture, CancellationToken ct)
    {
        if (await files.JsonAsync("index.json", ct) is not { } index)
            return null;
        var found = new List<(string? Architecture, JsonElement Manifest)>();
        var toRead = new Queue<JsonElement>(index.GetProperty("manifests").EnumerateArray());
        while (toRead.TryDequeue(out var descriptor))
        {
            if (IsAttestation(descriptor) || await files.JsonAsync(Blob(descriptor), ct) is not { } document)
                continue;
            if (document.TryGetProperty("manifests", out var nested))
                nested.EnumerateArray().ToList().ForEach(toRead.Enqueue);
            else if (document.TryGetProperty("layers", out _))
                found.Add((ArchitectureOf(descriptor), document));
        }
        return found.OrderBy(f => f.Architecture == architecture ? 0 : 1).Select(f => (Parts?)PartsOf(f.Manifest)).FirstOrDefault();
    }

    private static Parts PartsOf(JsonElement manifest) =>
        new(Blob(manifest.GetProperty("config")), [.. manifest.GetProperty("layers").EnumerateArray().Select(Blob)]);

    // BuildKit adds what it knows of a build beside the image, in the shape of an image.
    private static bool IsAttestation(JsonElement descriptor) =>
        descriptor.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty("vnd.docker.reference.type", out _);

    private static string? ArchitectureOf(JsonElement descriptor) =>
        descriptor.TryGetProperty("platform", out var platform) && platform.TryGetProperty("architecture", out var architecture)
            ? architecture.GetString() : null;

    private static string Blob(JsonElement descriptor) => ArchiveDocuments.BlobOf(Text(descriptor, "digest"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null");

    private static List<string> DiffIds(byte[] config)
    {
        using var document = JsonDocument.Parse(config);
        return [.. document.RootElement.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString()!)];
    }

    private sealed record Parts(string Config, IReadOnlyList<string> Layers);
}
