using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>A connection to the engine whose bytes are counted and whose sending direction can be ended.</summary>
internal sealed class CountedStream(Stream inner, EngineTraffic traffic, Action<CountedStream> closed) : Stream
{
    private int _disposed;

    /// <summary>
    /// Whether a failure to send is kept back until the answer was looked for: an engine that has refused an upload
    /// stops reading it, and its reason lies ready to be read.
    /// </summary>
    public bool KeepsSendFailures { get; init; }

    /// <summary>Whether the other side no longer reads.</summary>
    public bool IsSendBroken { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        traffic.Received(count);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsSendBroken)
            return;

        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
            traffic.Sent(buffer.Length);
        }
        catch (IOException) when (KeepsSendFailures)
        {
            IsSendBroken = true;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsSendBroken ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the sending direction. A connection that is gone already needs no ending.</summary>
    public async ValueTask CloseSendAsync(CancellationToken cancellationToken)
    {
        switch (inner)
        {
            case ISendClosable closable:
                await closable.CloseSendAsync(cancellationToken);
                break;
            case NetworkStream network:
                try
                {
                    network.Socket.Shutdown(SocketShutdown.Send);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Whoever reads learns of it.
                }

                break;
            default:
                throw new NotSupportedException($"The connection ({inner.GetType().Name}) cannot end its sending direction; it needs to be a {nameof(NetworkStream)} or {nameof(ISendClosable)}.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            closed(this);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
