using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>The files of what an engine saved, by name.</summary>
internal sealed class SavedFiles
{
    private readonly ScratchFile _scratch;
    private readonly Dictionary<string, ScratchPart> _parts = [];
    private readonly Dictionary<string, string> _links = [];

    private SavedFiles(ScratchFile scratch) => _scratch = scratch;

    public static async Task<SavedFiles> ReadAsync(Stream tar, ScratchFile scratch, CancellationToken ct)
    {
        var files = new SavedFiles(scratch);
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, ct) is { } entry)
            await files.AddAsync(entry, ct);
        return files;
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>A JSON document; null when there is none of that name.</summary>
    public async Task<JsonElement?> JsonAsync(string name, CancellationToken ct)
    {
        if (Find(name) is not { } part)
            return null;
        await using var content = part.Open();
        using var document = await JsonDocument.ParseAsync(content, default, ct);
        return document.RootElement.Clone();
    }

    public Task<byte[]> BytesAsync(string name, CancellationToken ct) => Get(name).ReadAsync(ct);

    /// <summary>A layer's tar; one that is compressed is expanded.</summary>
    public async Task<ScratchPart> TarAsync(string name, CancellationToken ct)
    {
        var part = Get(name);
        await using var content = part.Open();
        var magic = new byte[4];
        await content.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;
        switch (magic)
        {
            case [0x1f, 0x8b, ..]:
                await using (var expanded = new GZipStream(content, CompressionMode.Decompress))
                    return await _scratch.AppendAsync(expanded, ct);
            case [0x28, 0xb5, 0x2f, 0xfd]:
                throw new UnreadableArchiveException($"{name} is compressed with zstd");
            default:
                return part;
        }
    }

    private async Task AddAsync(TarEntry entry, CancellationToken ct)
    {
        var name = Plain(entry.Name);
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                _parts[name] = await _scratch.AppendAsync(entry.DataStream ?? Stream.Null, ct);
                break;
            // Older engines write a layer that comes twice as a link to the first.
            case TarEntryType.SymbolicLink:
                _links[name] = Plain(name[..(name.LastIndexOf('/') + 1)] + entry.LinkName);
                break;
            case TarEntryType.HardLink:
                _links[name] = Plain(entry.LinkName);
                break;
        }
    }

    private ScratchPart Get(string name) => Find(name) ?? throw new UnreadableArchiveException($"{name} is missing");

    private ScratchPart? Find(string name) =>
        _parts.GetValueOrDefault(name) ?? (_links.GetValueOrDefault(name) is { } target ? _parts.GetValueOrDefault(target) : null);

    private static string Plain(string path) => string.Join('/', path.Split('/').Aggregate(new List<string>(), (plain, part) =>
    {
        if (part == ".." && plain.Count > 0)
            plain.RemoveAt(plain.Count - 1);
        else if (part is not ("" or "." or ".."))
            plain.Add(part);
        return plain;
    }));
}
