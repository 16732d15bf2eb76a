using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Routing;

/// <summary>A process's standard input and output as one two-way stream; its error stream is passed over.</summary>
internal sealed class ExecStream(ExecSession session) : Stream
{
    private readonly CancellationTokenSource _closing = new();
    private IAsyncEnumerator<OutputChunk>? _chunks;
    private ReadOnlyMemory<byte> _rest;

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
        _chunks ??= session.ReadOutputAsync(_closing.Token).GetAsyncEnumerator(_closing.Token);
        while (_rest.IsEmpty)
        {
            if (!await _chunks.MoveNextAsync().AsTask().WaitAsync(cancellationToken))
                return 0;
            if (!_chunks.Current.IsError)
                _rest = _chunks.Current.Bytes;
        }
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        session.Input.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        session.Input.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => session.Input.FlushAsync(cancellationToken);

    public override void Flush() => session.Input.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await session.DisposeAsync();
        _closing.Dispose();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        // SocketsHttpHandler disposes its connections this way; ending the session is all that has to happen.
        if (disposing && !_closing.IsCancellationRequested)
        {
            _closing.Cancel();
            _ = session.DisposeAsync().AsTask();
        }
        base.Dispose(disposing);
    }
}
