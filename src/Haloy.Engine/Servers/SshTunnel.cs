using System;
using System.Collections.Immutable;
using System.IO;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>
/// One SSH connection, made by the system's OpenSSH, for everything that a run does on a server. Further forwards are
/// ordered through its control socket and cost no connection.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SshTunnel : IServerConnection
{
    private readonly TunnelLife _life;
    private readonly TunnelFiles _files;
    private readonly ServerSettings _settings;
    private readonly TimeProvider _time;
    private int _forwards;

    private SshTunnel(TunnelLife life, TunnelFiles files, ServerSettings settings, TimeProvider time)
    {
        _life = life;
        _files = files;
        _settings = settings;
        _time = time;
    }

    public ServerAddress Address => _life.Address;

    public int Connections => 1;

    public CancellationToken Closed => _life.Closed;

    public string? WhyClosed => _life.WhyClosed;

    public static async Task<SshTunnel> OpenAsync(
        ServerAddress address, ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        settings.ThrowIfUnusable(address);
        var directory = PrivateDirectory.Create(settings.RuntimeDirectory);
        TunnelLife? life = null;
        try
        {
            var files = TunnelFiles.In(directory, settings);
            life = TunnelLife.Begin(address, settings, directory, files, time);
            await life.LogInAsync(cancellationToken).ConfigureAwait(false);
            files.ForgetKeys();

            var tunnel = new SshTunnel(life, files, settings, time);
            await tunnel.OrderAsync(
                SshCommandLine.Forward(settings, files.ControlSocket, files.Socket, settings.RemoteSocket),
                cancellationToken).ConfigureAwait(false);
            return tunnel;
        }
        catch
        {
            if (life is not null)
                await life.DisposeAsync().ConfigureAwait(false);
            directory.Dispose();
            throw;
        }
    }

    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        ConnectAsync(_files.Socket, _settings.RemoteSocket, cancellationToken);

    public async Task<IServerForward> ForwardAsync(string host, int port, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _forwards);
        var socket = Path.Combine(Path.GetDirectoryName(_files.Socket)!, FormattableString.Invariant($"f{number}"));
        var destination = SshCommandLine.Destination(host, port);
        await OrderAsync(
            SshCommandLine.Forward(_settings, _files.ControlSocket, socket, destination), cancellationToken).ConfigureAwait(false);
        return new SshForward(this, host, port, socket);
    }

    public Task<string?> RunAsync(string script, CancellationToken cancellationToken)
    {
        _life.ThrowIfClosed();
        return ShellScript.RunAsync(
            Watchdog.Session(SshCommandLine.Shell(_settings, _files.ControlSocket), _settings), script, _time, cancellationToken);
    }

    public ValueTask DisposeAsync() => _life.DisposeAsync();

    internal async ValueTask<Stream> ConnectAsync(string socket, string destination, CancellationToken cancellationToken)
    {
        _life.ThrowIfClosed();
        var known = _life.Refusals.CountOf(destination);
        try
        {
            return new ServerStream(
                await Sockets.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken).ConfigureAwait(false),
                (anythingRead, token) => CheckEndAsync(destination, known, anythingRead, token));
        }
        catch (SocketException)
        {
            await _life.ThrowIfDeadAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    internal async Task CancelForwardAsync(string socket, string destination)
    {
        if (!Closed.IsCancellationRequested)
        {
            try
            {
                await OrderAsync(
                    SshCommandLine.Cancel(_settings, _files.ControlSocket, socket, destination),
                    CancellationToken.None).ConfigureAwait(false);
            }
            catch (ServerUnreachableException)
            {
                // It goes with the tunnel.
            }
        }

        File.Delete(socket);
    }

    /// <summary>At the end of a stream: was it meant?</summary>
    private async ValueTask CheckEndAsync(string destination, int known, bool anythingRead, CancellationToken cancellationToken)
    {
        try
        {
            await _life.ThrowIfDeadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ServerUnreachableException e)
        {
            throw new IOException(e.Message, e);
        }

        if (!anythingRead
            && await _life.Refusals.FindAsync(destination, known, cancellationToken).ConfigureAwait(false) is { } reason)
        {
            var unreachable = SshFailure.Refused(Address, destination, reason);
            throw new IOException(unreachable.Message, unreachable);
        }
    }

    private async Task OrderAsync(ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        _life.ThrowIfClosed();
        var transcript = new Transcript();
        int exitCode;
        var order = SshProcess.Start(Watchdog.Order(command, _settings), transcript.Add, _time);
        await using (order.ConfigureAwait(false))
            exitCode = await order.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (exitCode == 0)
            return;
        await _life.ThrowIfDeadAsync(cancellationToken).ConfigureAwait(false);
        throw SshFailure.OrderRefused(Address, transcript.Lines);
    }
}
