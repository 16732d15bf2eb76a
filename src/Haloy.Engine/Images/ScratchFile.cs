using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace Haloy.Engine.Images;

/// <summary>
/// A file for what is too large for memory. Nobody else can open it, and it is gone with its handle: also when the
/// process is killed, where the system can remove a file that is open.
/// </summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly SafeFileHandle _file;
    private long _end;

    public ScratchFile()
    {
        _folder = Directory.CreateTempSubdirectory("haloy-image-");
        try
        {
            _file = File.OpenHandle(Path.Combine(_folder.FullName, "image"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
                _folder.Delete(recursive: true);
        }
    }

    /// <summary>Adds what a stream holds.</summary>
    public async Task<ScratchPart> AppendAsync(Stream content, CancellationToken ct)
    {
        var start = _end;
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            while (await content.ReadAsync(buffer, ct) is > 0 and var count)
            {
                await RandomAccess.WriteAsync(_file, buffer.AsMemory(0, count), _end, ct);
                _end += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new(_file, start, _end - start);
    }

    /// <summary>Adds a content that is in memory; several may do so at once.</summary>
    public async Task<ScratchPart> AppendAsync(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var start = Interlocked.Add(ref _end, content.Length) - content.Length;
        await RandomAccess.WriteAsync(_file, content, start, ct);
        return new(_file, start, content.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (OperatingSystem.IsWindows() && _folder.Exists)
            _folder.Delete(recursive: true);
    }
}
