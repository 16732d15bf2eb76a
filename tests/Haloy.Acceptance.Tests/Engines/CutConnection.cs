using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Acceptance.Tests.Engines;

/// <summary>Connections that break, all together, when so much was sent over them.</summary>
internal sealed class CutConnection(Stream inner, CutConnection.Budget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Func<CancellationToken, ValueTask<Stream>> After(long bytes, Func<CancellationToken, ValueTask<Stream>> connect)
    {
        var budget = new Budget(bytes);
        return async ct => new CutConnection(await connect(ct), budget);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (budget.Spend(buffer.Length) < 0)
        {
            await inner.DisposeAsync();
            throw new IOException("the connection was cut");
        }
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    internal sealed class Budget(long bytes)
    {
        private long _left = bytes;

        public long Spend(int count) => Interlocked.Add(ref _left, -count);
    }
}
