using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Haloy.Engine.Images;

namespace Haloy.Engine.Tests.Images;

/// <summary>Images in memory, and tars of them.</summary>
internal static class A
{
    /// <summary>A layer's tar: one file.</summary>
    public static byte[] Layer(string content) => Tar(("file", Encoding.UTF8.GetBytes(content)));

    /// <summary>A layer's tar that gzip makes no smaller.</summary>
    public static byte[] Layer(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return Tar(("file", content));
    }

    /// <summary>An image's configuration.</summary>
    public static byte[] Config(params IEnumerable<byte[]> layers) => Config("amd64", layers);

    public static byte[] Config(string architecture, params IEnumerable<byte[]> layers) => Encoding.UTF8.GetBytes(
        $$"""{ "architecture":"{{architecture}}", "os":"linux", "config":{}, "rootfs":{"type":"layers","diff_ids":[{{string.Join(",", layers.Select(l => $"\"{Id(l)}\""))}}]} }""");

    /// <summary>What an engine that keeps images itself saves.</summary>
    public static byte[] Saved(params byte[][] layers) => SavedWith(Config(layers), layers);

    public static byte[] SavedWith(byte[] config, params byte[][] layers) => Tar(
    [
        .. layers.Select((layer, i) => ($"{i}/layer.tar", layer)).DistinctBy(l => l.Item1),
        ("config.json", config),
        ("manifest.json", Text($$"""[{"Config":"config.json","RepoTags":null,"Layers":[{{string.Join(",", layers.Select((_, i) => $"\"{i}/layer.tar\""))}}]}]""")),
    ]);

    public static ImageArchive Archive(params byte[][] layers) =>
        new(Config(layers), [.. layers.Select(layer => new ImageLayer(Id(layer), layer.Length, () => new MemoryStream(layer)))]);

    public static string Id(byte[] content) => ImageArchive.DigestOf(content);

    public static string Blob(byte[] content) => "blobs/sha256/" + Id(content)[7..];

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Tar(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
        return tar.ToArray();
    }

    /// <summary>A tar's files in order.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Files(byte[] tar)
    {
        using var reader = new TarReader(new MemoryStream(tar));
        var files = new List<(string, byte[])>();
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add((entry.Name, content.ToArray()));
        }
        return files;
    }
}
