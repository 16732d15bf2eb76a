using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace Haloy.Engine.Images;

/// <summary>An image outside of any engine: its configuration, byte for byte, and its layers, lowest first.</summary>
internal sealed class ImageArchive : IDisposable
{
    private readonly IDisposable? _storage;
    private readonly Lazy<ScratchFile> _packed = new();
    private readonly ConcurrentDictionary<string, CompressedLayer> _compressed = new(StringComparer.Ordinal);

    /// <param name="config">The configuration.</param>
    /// <param name="layers">The layers, lowest first.</param>
    /// <param name="storage">What holds the layers, and goes with the archive.</param>
    public ImageArchive(byte[] config, IReadOnlyList<ImageLayer> layers, IDisposable? storage = null)
    {
        _storage = storage;
        Config = config;
        Layers = layers;
        Manifest = ArchiveDocuments.Manifest(config, layers);
        ConfigDigest = DigestOf(Config);
        ManifestDigest = DigestOf(Manifest);
    }

    public byte[] Config { get; }

    public IReadOnlyList<ImageLayer> Layers { get; }

    /// <summary>The OCI manifest; it is the same whichever layers are sent.</summary>
    public byte[] Manifest { get; }

    /// <summary>The image's id where the engine keeps images itself.</summary>
    public string ConfigDigest { get; }

    /// <summary>The image's id where the engine keeps images in containerd.</summary>
    public string ManifestDigest { get; }

    /// <summary>The length of all layers.</summary>
    public long Size => Layers.Sum(layer => layer.Size);

    public IReadOnlyList<string> DiffIds => [.. Layers.Select(layer => layer.DiffId)];

    /// <summary>Whether an engine's image of this id is this image.</summary>
    public bool Is(string id) => id == ConfigDigest || id == ManifestDigest;

    public static string DigestOf(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A layer as it travels, compressed once for all who send it.</summary>
    public CompressedLayer CompressedOf(ImageLayer layer) => _compressed.GetOrAdd(layer.DiffId, _ => new(layer, _packed));

    /// <inheritdoc/>
    public void Dispose()
    {
        _storage?.Dispose();
        if (_packed.IsValueCreated)
            _packed.Value.Dispose();
    }
}
