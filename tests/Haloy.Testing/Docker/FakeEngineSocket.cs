using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

/// <summary>A fake engine behind a Unix socket, for those that reach it by <c>DOCKER_HOST</c>: other processes, whole runs.</summary>
public sealed class FakeEngineSocket : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly DirectoryInfo? _folder;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly FakeDockerEngine _engine;
    private readonly Task _serving;

    /// <param name="engine">The engine.</param>
    /// <param name="path">Where the socket is made; null: in a folder of its own.</param>
    public FakeEngineSocket(FakeDockerEngine engine, string? path = null)
    {
        _engine = engine;
        _folder = path is null ? Directory.CreateTempSubdirectory("haloy-fake-") : null;
        Path = path ?? System.IO.Path.Combine(_folder!.FullName, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string Path { get; }

    /// <summary>What DOCKER_HOST wants.</summary>
    public string DockerHost => "unix://" + Path;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        File.Delete(Path);
        _folder?.Delete();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task CarryAsync(Socket socket)
    {
        try
        {
            await using var outside = new NetworkStream(socket, ownsSocket: true);
            await using var inside = (DuplexStream)await _engine.ConnectAsync(_stop.Token);
            var up = UpAsync(outside, inside);
            await inside.CopyToAsync(outside, _stop.Token);
            socket.Shutdown(SocketShutdown.Both);
            await up;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // One of both has gone.
        }
    }

    private async Task UpAsync(NetworkStream outside, DuplexStream inside)
    {
        try
        {
            await outside.CopyToAsync(inside, _stop.Token);
            await inside.CloseSendAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            inside.Cut();
        }
    }
}
