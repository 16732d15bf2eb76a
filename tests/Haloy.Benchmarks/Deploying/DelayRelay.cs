using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// Makes a server far away: a relay on loopback in front of its sshd that holds every byte back for half a round trip, in both
/// directions. Bytes keep flowing meanwhile; only the distance grows.
/// </summary>
internal sealed class DelayRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly TimeSpan _oneWay;
    private readonly Task _accepting;

    private DelayRelay(IPEndPoint server, TimeSpan roundTrip)
    {
        _server = server;
        _oneWay = roundTrip / 2;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static DelayRelay Before(string address, TimeSpan roundTrip) => new(new IPEndPoint(IPAddress.Parse(address), 22), roundTrip);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync(_stopping.Token);
            _ = RelayAsync(near);
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient { NoDelay = true })
        {
            near.NoDelay = true;
            await far.ConnectAsync(_server, _stopping.Token);
            var there = DelayAsync(near.GetStream(), far.GetStream());
            var back = DelayAsync(far.GetStream(), near.GetStream());
            await Task.WhenAny(there, back);
        }
    }

    private async Task DelayAsync(NetworkStream from, NetworkStream to)
    {
        var held = Channel.CreateBounded<(byte[] Bytes, long Due)>(4096);
        var sending = SendAsync(held.Reader, to);
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stopping.Token) is > 0 and var count)
            await held.Writer.WriteAsync((buffer[..count], Stopwatch.GetTimestamp() + (long)(_oneWay.TotalSeconds * Stopwatch.Frequency)), _stopping.Token);
        held.Writer.Complete();
        await sending;
    }

    private async Task SendAsync(ChannelReader<(byte[] Bytes, long Due)> held, NetworkStream to)
    {
        await foreach (var (bytes, due) in held.ReadAllAsync(_stopping.Token))
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, _stopping.Token);
            await to.WriteAsync(bytes, _stopping.Token);
        }
    }
}
