using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>An uncompressed layer; its digest is also its diff id.</summary>
public sealed class ImageLayer
{
    private readonly Func<Stream> _open;

    private ImageLayer(string digest, long size, Func<Stream> open) => (Digest, Size, _open) = (digest, size, open);

    /// <summary>"sha256:…".</summary>
    public string Digest { get; }

    public long Size { get; }

    public Stream Open() => _open();

    /// <summary>A small layer, kept in memory.</summary>
    public static ImageLayer Of(Action<LayerWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new LayerWriter(buffer)) write(writer);
        byte[] bytes = buffer.ToArray();
        return new ImageLayer($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", bytes.Length, () => new MemoryStream(bytes, writable: false));
    }

    /// <summary>A large layer, made once and kept in a file. The file's name has to change with what it is made of.</summary>
    internal static async Task<ImageLayer> CachedAsync(string file, Func<LayerWriter, Task> write, CancellationToken cancellationToken)
    {
        string digestFile = file + ".digest";
        if (!File.Exists(digestFile))
        {
            await using (FileStream stream = File.Create(file))
            {
                using var writer = new LayerWriter(stream);
                await write(writer);
            }
            await using FileStream written = File.OpenRead(file);
            string digest = $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken))}";
            // Last and at once: a layer without it is one that was never finished.
            await File.WriteAllTextAsync(digestFile + ".new", digest, cancellationToken);
            File.Move(digestFile + ".new", digestFile, overwrite: true);
        }
        return new ImageLayer(await File.ReadAllTextAsync(digestFile, cancellationToken), new FileInfo(file).Length, () => File.OpenRead(file));
    }
}
