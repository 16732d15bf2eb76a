using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>Connects to Unix sockets.</summary>
public static class UnixSocket
{
    /// <summary>A delegate that opens a new connection to the socket at a path each time it is called.</summary>
    /// <param name="path">The socket's path.</param>
    public static Func<CancellationToken, ValueTask<Stream>> At(string path) => cancellationToken => ConnectAsync(path, cancellationToken);

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"no connection to the socket {path}: {Reason(e)}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What the system means; it says "cannot assign requested address" of a socket that is not there.</summary>
    private static string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable => "it does not exist",
        SocketError.ConnectionRefused => "nobody listens on it",
        SocketError.AccessDenied => "this user may not use it",
        _ => exception.Message,
    };
}
