using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Tests.Servers;

/// <summary>A listener that sends back what it gets, and ends its side when the other has.</summary>
internal sealed class Echo : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener;
    private readonly Task _loop;
    private int _accepted;

    private Echo(Socket listener)
    {
        _listener = listener;
        _loop = AcceptAsync();
    }

    public int Accepted => _accepted;

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static Echo OnUnix(string path) =>
        Listen(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    public static Echo OnTcp() =>
        Listen(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, 0));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private static Echo Listen(Socket socket, EndPoint endPoint)
    {
        socket.Bind(endPoint);
        socket.Listen();
        return new Echo(socket);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var buffer = new byte[65536];
                int count;
                while ((count = await socket.ReceiveAsync(buffer, _stop.Token)) > 0)
                    await socket.SendAsync(buffer.AsMemory(0, count), _stop.Token);
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
            }
        }
    }
}
