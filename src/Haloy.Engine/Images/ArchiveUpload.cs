using System;
using System.IO;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>An archive that is written, and compressed if wanted, while it is being sent: nothing of it is kept.</summary>
internal sealed class ArchiveUpload : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending;
    private readonly Pipe _pipe = new();
    private readonly Task _writing;
    private long _written;

    /// <param name="write">Writes what is sent, and tells how much of the archive that was before compression.</param>
    /// <param name="ct">Ends it.</param>
    public ArchiveUpload(Func<Stream, Action<long>, CancellationToken, Task> write, CancellationToken ct)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Body = _pipe.Reader.AsStream(leaveOpen: true);
        _writing = Task.Run(() => WriteAsync(write, _ending.Token), CancellationToken.None);
    }

    /// <param name="write">Writes the archive.</param>
    /// <param name="compress">Whether what is sent is compressed; every engine takes gzip.</param>
    /// <param name="ct">Ends it.</param>
    public ArchiveUpload(Func<Stream, CancellationToken, Task> write, bool compress, CancellationToken ct)
        : this((stream, written, token) => WriteAsync(stream, write, compress, written, token), ct)
    {
    }

    /// <summary>What is sent.</summary>
    public Stream Body { get; }

    /// <summary>How much of the archive was written, before compression.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A server that has refused does not read the rest; with nobody reading, the writer no longer waits for room.
        await _ending.CancelAsync();
        await _pipe.Reader.CompleteAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private static async Task WriteAsync(
        Stream stream, Func<Stream, CancellationToken, Task> write, bool compress, Action<long> written, CancellationToken ct)
    {
        await using Stream? packed = compress ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
        await write(new TallyStream(packed ?? stream, count => written(count)), ct);
    }

    private async Task WriteAsync(Func<Stream, Action<long>, CancellationToken, Task> write, CancellationToken ct)
    {
        try
        {
            await using var sent = _pipe.Writer.AsStream(leaveOpen: true);
            await write(sent, count => Interlocked.Add(ref _written, count), ct);
        }
        catch (Exception e)
        {
            // Whoever reads the body learns of it.
            await _pipe.Writer.CompleteAsync(e);
            return;
        }
        await _pipe.Writer.CompleteAsync();
    }
}
