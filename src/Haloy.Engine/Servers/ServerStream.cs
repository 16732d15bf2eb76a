using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>
/// A stream to or through a server. An end that the other side did not mean — the tunnel broke, the server would not
/// connect — is an <see cref="IOException"/> and never an end of file: a cut answer must not look like a whole one.
/// </summary>
public sealed class ServerStream : Stream
{
    private readonly NetworkStream _inner;
    private readonly Socket _socket;
    private readonly Func<bool, CancellationToken, ValueTask>? _checkEnd;
    private bool _anythingRead;

    /// <param name="socket">Connected; the stream owns it.</param>
    /// <param name="checkEnd">
    /// Called at an end of file or a failure, told whether anything was read before; throws when it knows a better reason.
    /// </param>
    internal ServerStream(Socket socket, Func<bool, CancellationToken, ValueTask>? checkEnd = null)
    {
        _socket = socket;
        _inner = new NetworkStream(socket, ownsSocket: true);
        _checkEnd = checkEnd;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <summary>Not supported.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Tells the other side that nothing more will be written; reading goes on.</summary>
    public void EndWriting() => _socket.Shutdown(SocketShutdown.Send);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (_checkEnd is not null)
        {
            await _checkEnd(_anythingRead, cancellationToken).ConfigureAwait(false);
            throw;
        }

        if (count > 0)
            _anythingRead = true;
        else if (buffer.Length > 0 && _checkEnd is not null)
            await _checkEnd(_anythingRead, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (_checkEnd is not null)
        {
            await _checkEnd(_anythingRead, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Flush() => _inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
