using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>What goes wrong with a request.</summary>
internal enum RelayFault
{
    /// <summary>The engine gets it, and the SSH session that it came through is killed before there is an answer.</summary>
    CutSession,

    /// <summary>It is answered 500; the engine never sees it.</summary>
    Refuse,
}

/// <summary>
/// Stands between a server's sshd and its dockerd, counts the requests that come through, and lets one go wrong. ssh,
/// sshd and dockerd are the real ones.
/// </summary>
internal sealed class EngineRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _serving = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly TestServer _server;
    private readonly string _path;
    private readonly Task _accepting;
    private RelayFault _fault;
    private int _at;
    private int _requests;

    private EngineRelay(TestServer server)
    {
        _server = server;
        _path = Path.Combine(Path.GetDirectoryName(server.DockerSocket)!, "relay.sock");
        File.Delete(_path);
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether the request that was to go wrong has come.</summary>
    public bool HasHappened => Volatile.Read(ref _requests) >= _at;

    /// <summary>How long every request waits before the engine gets it.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Takes the place of the server's socket.</summary>
    public static async Task<EngineRelay> InFrontOfAsync(TestServer server, CancellationToken ct)
    {
        var relay = new EngineRelay(server);
        (await server.RunAsync("chmod 666 /run/lab/relay.sock && mv /run/docker.sock /run/docker.real && ln -s /run/lab/relay.sock /run/docker.sock", ct)).OutputOrThrow();
        return relay;
    }

    /// <summary>Lets the request of this number, counted from now and from 1, go wrong.</summary>
    public void Arm(RelayFault fault, int at)
    {
        _fault = fault;
        _at = at;
        Volatile.Write(ref _requests, 0);
    }

    /// <summary>Lets everything pass.</summary>
    public void Disarm() => _at = int.MaxValue;

    public async ValueTask DisposeAsync()
    {
        await _server.RunAsync("mv -f /run/docker.real /run/docker.sock", CancellationToken.None);
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll([_accepting, .. _serving.Keys]);
        File.Delete(_path);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                var serving = Task.Run(() => ServeAsync(client));
                _serving[serving] = true;
                _ = serving.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_server.DockerSocket), _stop.Token);
            await using var up = new NetworkStream(engine);
            await using var down = new NetworkStream(client);
            var answers = AnswerAsync(up, down, client);
            await ForwardAsync(client, down, up);
            engine.Shutdown(SocketShutdown.Send);
            await answers;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has gone: so does the other.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, Socket client)
    {
        try
        {
            await from.CopyToAsync(to, _stop.Token);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Seen from the other direction too.
        }
    }

    /// <summary>A client sends its next request when it has the last one's answer, so that only requests need to be told apart.</summary>
    private async Task ForwardAsync(Socket client, NetworkStream from, NetworkStream to)
    {
        var reader = PipeReader.Create(from);
        while (await RelayedRequest.ReadAsync(reader, _stop.Token) is { } request)
        {
            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay, _stop.Token);
            var isTheOne = Interlocked.Increment(ref _requests) == _at;
            if (isTheOne && _fault == RelayFault.Refuse)
            {
                await from.WriteAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n{\"message\":\"out of nowhere\"}"u8.ToArray(), _stop.Token);
                continue;
            }
            await to.WriteAsync(request.Bytes, _stop.Token);
            if (isTheOne)
                KillSessionOf(client);
            if (!request.Upgrades)
                continue;
            await reader.CopyToAsync(to, _stop.Token);
            return;
        }
    }

    /// <summary>The other end of the socket is the sshd process of one session.</summary>
    private static void KillSessionOf(Socket client)
    {
        const int socketLevel = 1;
        const int peerCredentials = 17;
        Span<byte> credentials = stackalloc byte[12];
        client.GetRawSocketOption(socketLevel, peerCredentials, credentials);
        using var session = Process.GetProcessById(MemoryMarshal.Read<int>(credentials));
        if (!session.ProcessName.StartsWith("sshd", StringComparison.Ordinal))
            throw new InvalidOperationException($"The request came from {session.ProcessName}, which is no sshd.");
        session.Kill();
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Bytes">All of it, its body included.</param>
/// <param name="Upgrades">Whether the connection is no longer one for requests afterwards.</param>
internal sealed record RelayedRequest(byte[] Bytes, bool Upgrades)
{
    /// <summary>The next one; null: there is none.</summary>
    public static async Task<RelayedRequest?> ReadAsync(PipeReader reader, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (await ReadUntilAsync(reader, bytes, "\r\n\r\n", ct) is not { } head)
            return null;
        var headers = head.ToLowerInvariant();
        if (headers.Contains("\ntransfer-encoding: chunked", StringComparison.Ordinal))
        {
            while (await ReadUntilAsync(reader, bytes, "\r\n", ct) is { } size)
            {
                var count = Convert.ToInt32(size.Trim(), 16);
                await ReadAsync(reader, bytes, count + 2, ct);
                if (count == 0)
                    break;
            }
        }
        else if (headers.IndexOf("\ncontent-length:", StringComparison.Ordinal) is var at and >= 0)
        {
            var value = headers[(at + 16)..].Split('\r')[0];
            await ReadAsync(reader, bytes, int.Parse(value, System.Globalization.CultureInfo.InvariantCulture), ct);
        }
        return new(bytes.ToArray(), headers.Contains("\nupgrade: tcp", StringComparison.Ordinal));
    }

    private static async Task<string?> ReadUntilAsync(PipeReader reader, MemoryStream to, string end, CancellationToken ct)
    {
        while (true)
        {
            var result = await reader.ReadAsync(ct);
            var text = Encoding.Latin1.GetString(result.Buffer);
            if (text.IndexOf(end, StringComparison.Ordinal) is var at and >= 0)
            {
                var part = result.Buffer.Slice(0, at + end.Length);
                to.Write(part.ToArray());
                reader.AdvanceTo(part.End);
                return text[..(at + end.Length)];
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private static async Task ReadAsync(PipeReader reader, MemoryStream to, int count, CancellationToken ct)
    {
        if (count == 0)
            return;
        var result = await reader.ReadAtLeastAsync(count, ct);
        if (result.Buffer.Length < count)
            throw new IOException("The request was cut off.");
        var part = result.Buffer.Slice(0, count);
        to.Write(part.ToArray());
        reader.AdvanceTo(part.End);
    }
}
