using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly ConcurrentBag<Task> _visits = [];

    /// <summary>Answers other processes too, on a socket of this machine.</summary>
    /// <returns>What they need in <c>DOCKER_HOST</c>.</returns>
    public string Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        _sockets.Add(listener);
        _visits.Add(AcceptAsync(listener));
        return "unix://" + path;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _visits.Add(ServeAsync(await listener.AcceptAsync(_stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(Socket visitor)
    {
        await using var outside = new NetworkStream(visitor, ownsSocket: true);
        if (IsDown)
            return;
        await using var inside = (DuplexStream)await ConnectAsync(_stopping.Token);
        var asked = PassAsync(outside, inside, () => inside.CloseSendAsync(_stopping.Token));
        // Once the engine has closed its end nothing is asked any more.
        await PassAsync(inside, outside, () =>
        {
            visitor.Shutdown(SocketShutdown.Both);
            return ValueTask.CompletedTask;
        });
        await asked;
    }

    private async Task PassAsync(Stream from, Stream to, Func<ValueTask> end)
    {
        try
        {
            await from.CopyToAsync(to, _stopping.Token);
            await end();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has gone; the other side is closed with it.
            from.Close();
            to.Close();
        }
    }
}
