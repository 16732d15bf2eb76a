using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Docker;

/// <summary>Loads what <c>docker save</c> writes, layers left out that the engine has.</summary>
internal static class FakeImageTar
{
    public static IReadOnlyList<JsonObject> Load(FakeDockerEngine engine, byte[] tar)
    {
        Dictionary<string, byte[]> files;
        try
        {
            files = Read(tar);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            return [FakeDockerEngine.Failure("Error processing tar file(exit status 1): unexpected EOF")];
        }

        if (!files.TryGetValue("manifest.json", out var manifest))
            return [FakeDockerEngine.Failure("open /var/lib/docker/tmp/docker-import/repositories: no such file or directory")];

        var said = new List<JsonObject>();
        foreach (var entry in JsonNode.Parse(manifest)!.AsArray())
        {
            var config = files[(string)entry!["Config"]!];
            var image = Image(config, tar);
            var known = engine.Images.SelectMany(other => other.Layers).ToHashSet();
            var paths = entry["Layers"]!.AsArray().Select(path => (string)path!);
            var missing = paths.Zip(image.Layers).FirstOrDefault(layer => !files.ContainsKey(layer.First) && !known.Contains(layer.Second));
            if (missing.First is not null)
                return [FakeDockerEngine.Failure($"open /var/lib/docker/tmp/docker-import/{missing.First}: no such file or directory")];

            image.RepoTags.AddRange((entry["RepoTags"]?.AsArray() ?? []).Select(tag => (string)tag!));
            engine.AddImage(image);
            said.AddRange(image.RepoTags.Select(tag => new JsonObject { ["stream"] = $"Loaded image: {tag}\n" }));
            if (image.RepoTags.Count == 0)
                said.Add(new JsonObject { ["stream"] = $"Loaded image ID: {image.Id}\n" });
        }

        return said;
    }

    private static FakeImage Image(byte[] config, byte[] tar)
    {
        var json = JsonNode.Parse(config)!;
        var image = new FakeImage
        {
            Id = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(config)),
            Architecture = (string?)json["architecture"] ?? "amd64",
            Os = (string?)json["os"] ?? "linux",
            Config = (JsonObject)(json["config"]?.DeepClone() ?? new JsonObject()),
            Size = tar.Length,
            Tar = tar,
        };
        image.Layers.AddRange((json["rootfs"]?["diff_ids"]?.AsArray() ?? []).Select(id => (string)id!));
        return image;
    }

    private static Dictionary<string, byte[]> Read(byte[] tar)
    {
        var isCompressed = tar.Length > 2 && tar[0] == 0x1f && tar[1] == 0x8b;
        using Stream stream = isCompressed ? new GZipStream(new MemoryStream(tar), CompressionMode.Decompress) : new MemoryStream(tar);
        using var reader = new TarReader(stream);
        var files = new Dictionary<string, byte[]>();
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }

        return files;
    }
}
