using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>This machine itself: no SSH, nothing to keep open.</summary>
internal sealed class LocalConnection(ServerAddress address, EndPoint socket, TimeProvider time) : IServerConnection
{
    private readonly CancellationTokenSource _closed = new();

    public ServerAddress Address { get; } = address;

    public int Connections => 0;

    public CancellationToken Closed => _closed.Token;

    public string? WhyClosed => null;

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new ServerStream(await Sockets.ConnectAsync(socket, cancellationToken).ConfigureAwait(false));
        }
        catch (SocketException e)
        {
            var denied = e.SocketErrorCode == SocketError.AccessDenied;
            throw new ServerUnreachableException(
                Address, UnreachableReason.SocketUnusable,
                denied ? $"this user may not use {socket}." : $"nothing answers on {socket} ({Sockets.Words(e)}).",
                denied ? $"Add the user to the group that owns it (ls -l {socket}) and log in again."
                       : "Is the engine running on this machine? If it listens elsewhere, set DOCKER_HOST.");
        }
    }

    public Task<IServerForward> ForwardAsync(string host, int port, CancellationToken cancellationToken) =>
        Task.FromResult<IServerForward>(new LocalForward(host, port));

    // Behind any other socket the engine may be in a machine of its own, where a shell of this one sees nothing.
    public Task<string?> RunAsync(string script, CancellationToken cancellationToken) =>
        OperatingSystem.IsLinux() && socket.ToString() == ServerSettings.DefaultSocket
            ? ShellScript.RunAsync(new("/bin/sh"), script, time, cancellationToken)
            : Task.FromResult<string?>(null);

    public async ValueTask DisposeAsync() => await _closed.CancelAsync().ConfigureAwait(false);
}
