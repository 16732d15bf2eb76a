using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>
/// A layer's tar as it travels: in pieces that are each a gzip file, whose contents follow one another as gzip has it. They are
/// compressed once, however many servers they go to, by all cores, and the first travel while the next are being compressed.
/// </summary>
internal sealed class CompressedLayer
{
    private const int PieceSize = 2 * 1024 * 1024;

    private readonly ImageLayer _layer;
    private readonly Lazy<ScratchFile> _storage;
    private readonly Lazy<Task<ScratchPart>>[] _pieces;

    public CompressedLayer(ImageLayer layer, Lazy<ScratchFile> storage)
    {
        _layer = layer;
        _storage = storage;
        var count = (int)((layer.Size + PieceSize - 1) / PieceSize);
        _pieces = [.. Enumerable.Range(0, count).Select(i => new Lazy<Task<ScratchPart>>(() => Task.Run(() => CompressAsync((long)i * PieceSize))))];
    }

    /// <param name="stream">Where to.</param>
    /// <param name="written">Hears how much of the tar has gone, before compression.</param>
    /// <param name="ct">Ends it.</param>
    public async Task WriteAsync(Stream stream, Action<long> written, CancellationToken ct)
    {
        for (var i = 0; i < _pieces.Length; i++)
        {
            foreach (var ahead in _pieces.Skip(i).Take(Environment.ProcessorCount + 1))
                _ = ahead.Value;
            var piece = await _pieces[i].Value.WaitAsync(ct);
            await using var content = piece.Open();
            await content.CopyToAsync(stream, ct);
            written(Math.Min(PieceSize, _layer.Size - (long)i * PieceSize));
        }
    }

    private async Task<ScratchPart> CompressAsync(long start)
    {
        var piece = new byte[Math.Min(PieceSize, _layer.Size - start)];
        await using var content = _layer.Open();
        content.Position = start;
        await content.ReadExactlyAsync(piece);
        using var packed = new MemoryStream(piece.Length / 2);
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(piece);
        return await _storage.Value.AppendAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), CancellationToken.None);
    }
}
