using System;
using System.IO;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>A forward that a tunnel was ordered to make.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SshForward(SshTunnel tunnel, string host, int port, string socket) : IServerForward
{
    private int _disposed;

    public string Host { get; } = host;

    public int Port { get; } = port;

    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(IServerForward));
        return tunnel.ConnectAsync(socket, Refusals.Destination(Host, Port), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            await tunnel.CancelForwardAsync(socket, SshCommandLine.Destination(Host, Port)).ConfigureAwait(false);
    }
}
