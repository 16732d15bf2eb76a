using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>An address that this machine reaches by itself.</summary>
internal sealed class LocalForward(string host, int port) : IServerForward
{
    public string Host { get; } = host;

    public int Port { get; } = port;

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        new ServerStream(await Sockets.ConnectAsync(SocketAddress.EndPointOf(Host, Port), cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
