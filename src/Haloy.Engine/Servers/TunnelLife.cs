using System;
using System.ComponentModel;
using System.IO;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>The ssh process of a tunnel from its start to its end, and what is known about either.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TunnelLife : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _closed = new();
    private readonly Transcript _transcript = new();
    private readonly PrivateDirectory _directory;
    private readonly TunnelFiles _files;
    private readonly ServerSettings _settings;
    private readonly TimeProvider _time;
    private readonly SshProcess _process;
    private readonly Task _end;
    private volatile bool _loggedIn;
    private Task _nudge = Task.CompletedTask;
    private int _disposed;

    private TunnelLife(
        ServerAddress address, ServerSettings settings, PrivateDirectory directory, TunnelFiles files, TimeProvider time)
    {
        Address = address;
        _settings = settings;
        _directory = directory;
        _files = files;
        _time = time;
        Refusals = new Refusals(time);
        _process = SshProcess.Start(
            Watchdog.Tunnel(directory.Path, SshCommandLine.Tunnel(address, settings, files), settings), Observe, time);
        _end = AwaitEndAsync();
    }

    public ServerAddress Address { get; }

    public Refusals Refusals { get; }

    public CancellationToken Closed => _closed.Token;

    public string? WhyClosed { get; private set; }

    public static TunnelLife Begin(
        ServerAddress address, ServerSettings settings, PrivateDirectory directory, TunnelFiles files, TimeProvider time)
    {
        try
        {
            return new TunnelLife(address, settings, directory, files, time);
        }
        catch (Win32Exception e)
        {
            throw new ServerUnreachableException(
                address, UnreachableReason.ClientMissing, $"/bin/sh cannot be started ({e.Message}).", null);
        }
    }

    /// <summary>ssh makes its control socket when it is logged in.</summary>
    public async Task LogInAsync(CancellationToken cancellationToken)
    {
        var limit = _settings.ConnectTimeout + _settings.LoginTimeout;
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (!File.Exists(_files.ControlSocket))
            {
                if (_process.Exited.IsCompleted)
                    throw SshFailure.Explain(Address, _settings, _transcript.Lines, await _process.Exited.ConfigureAwait(false));
                await Task.WhenAny(_process.Exited, Task.Delay(Poll, _time, either.Token)).ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SshFailure.LoginTooSlow(Address, limit, _transcript.Lines);
        }

        _loggedIn = true;
        _transcript.LoggedIn();
        _nudge = Task.Run(NudgeAsync, CancellationToken.None);
    }

    /// <exception cref="ServerUnreachableException">The connection has ended.</exception>
    public void ThrowIfClosed()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(IServerConnection));
        if (Closed.IsCancellationRequested)
            throw Lost();
    }

    /// <summary>
    /// When ssh ends, streams end before its exit is seen here. Its control socket tells at once: it is closed first.
    /// </summary>
    /// <exception cref="ServerUnreachableException">The connection has ended.</exception>
    public async ValueTask ThrowIfDeadAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        try
        {
            (await Sockets.ConnectAsync(new UnixDomainSocketEndPoint(_files.ControlSocket), cancellationToken)
                .ConfigureAwait(false)).Dispose();
        }
        catch (SocketException)
        {
            await _end.WaitAsync(cancellationToken).ConfigureAwait(false);
            ThrowIfClosed();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _process.DisposeAsync().ConfigureAwait(false);
        await _end.ConfigureAwait(false);
        // It ended with the connection at the latest.
        await _nudge.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _directory.Dispose();
    }

    private ServerUnreachableException Lost() => SshFailure.Lost(Address, WhyClosed ?? "it was closed");

    /// <summary>Goes on beside everything else; that a login may have no session does no harm.</summary>
    private async Task NudgeAsync()
    {
        var nudge = SshProcess.Start(Watchdog.Order(SshCommandLine.Nudge(_settings, _files.ControlSocket), _settings), _ => { }, _time);
        await using (nudge.ConfigureAwait(false))
            await nudge.Exited.ConfigureAwait(false);
    }

    private void Observe(string line)
    {
        _transcript.Add(line);
        if (_loggedIn)
            Refusals.Observe(line);
    }

    private async Task AwaitEndAsync()
    {
        var exitCode = await _process.Exited.ConfigureAwait(false);
        if (Volatile.Read(ref _disposed) == 0)
            WhyClosed = SshFailure.WhyEnded(_transcript.Lines, exitCode);
        await _closed.CancelAsync().ConfigureAwait(false);
    }
}
