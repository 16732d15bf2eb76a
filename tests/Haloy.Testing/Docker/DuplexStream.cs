using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Testing.Docker;

/// <summary>One end of a connection that never leaves the process.</summary>
public sealed class DuplexStream : Stream, ISendClosable
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private int _closed;

    private DuplexStream(PipeReader input, PipeWriter output)
    {
        _input = input;
        _output = output;
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Both ends of a new connection.</summary>
    public static (DuplexStream Client, DuplexStream Server) Pair()
    {
        var up = new Pipe();
        var down = new Pipe();
        return (new DuplexStream(down.Reader, up.Writer), new DuplexStream(up.Reader, down.Writer));
    }

    /// <summary>Breaks the connection as a cut cable does: the other end's next read fails.</summary>
    public void Cut() => Close(new IOException("Connection reset by peer"));

    public ValueTask CloseSendAsync(CancellationToken cancellationToken) => _output.CompleteAsync();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var result = await _input.ReadAsync(cancellationToken);
            if (result.IsCanceled)
                throw new IOException("The connection was closed");

            var count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            var taken = result.Buffer.Slice(0, count);
            taken.CopyTo(buffer.Span);
            _input.AdvanceTo(taken.End);
            return count;
        }
        // What was read is no more when the other thread closes the pipe just now.
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new IOException("The connection was closed", e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var result = await _output.WriteAsync(buffer, cancellationToken);
            if (result.IsCanceled || (result.IsCompleted && buffer.Length > 0))
                throw new IOException("Broken pipe");
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("Broken pipe", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(null);
        base.Dispose(disposing);
    }

    private void Close(Exception? reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        _input.CancelPendingRead();
        _output.CancelPendingFlush();
        _output.Complete(reason);
        _input.Complete();
    }
}
