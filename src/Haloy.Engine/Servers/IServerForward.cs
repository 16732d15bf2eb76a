using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>A way to one TCP address that a server can reach. Disposing it closes the way; streams that are open stay open.</summary>
public interface IServerForward : IAsyncDisposable
{
    /// <summary>The host as the server sees it.</summary>
    string Host { get; }

    /// <summary>The port.</summary>
    int Port { get; }

    /// <summary>
    /// A new <see cref="ServerStream"/> to the address. Through a tunnel this succeeds before the server has connected: that nothing
    /// listens there shows as an <see cref="IOException"/> at the first read.
    /// </summary>
    ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken);
}
