using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>
/// Asks a server for its host key without logging in. ssh itself asks, so that ports, jump hosts, HostKeyAlias and hashed
/// names come out as the later connection wants them; ssh-keyscan knows none of that.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class HostKeyProbe
{
    private static readonly string?[] Kinds =
        [null, "ssh-ed25519", "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521", "rsa-sha2-512,rsa-sha2-256"];

    /// <summary>The key that ssh prefers.</summary>
    /// <exception cref="ServerUnreachableException">The server does not come so far as to show one.</exception>
    public static async Task<OfferedHostKey> AskAsync(ServerAddress address, ServerSettings settings, TimeProvider time, CancellationToken cancellationToken) =>
        (await AskAsync(address, settings, Kinds[0], time, cancellationToken).ConfigureAwait(false)).GetOrThrow();

    /// <summary>The key of a fingerprint, whichever of the server's keys it is.</summary>
    /// <exception cref="ServerUnreachableException">The server shows no such key; it says which it shows.</exception>
    public static async Task<OfferedHostKey> FindAsync(
        ServerAddress address, string fingerprint, ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var first = await AskAsync(address, settings, time, cancellationToken).ConfigureAwait(false);
        if (first.Key.Fingerprint == fingerprint)
            return first;
        var shown = new[] { first.Key }.ToList();
        foreach (var kind in Kinds.Skip(1))
        {
            if ((await AskAsync(address, settings, kind, time, cancellationToken).ConfigureAwait(false)).Key is not { } other)
                continue;
            if (other.Key.Fingerprint == fingerprint)
                return other;
            if (!shown.Contains(other.Key))
                shown.Add(other.Key);
        }

        throw SshFailure.OtherFingerprint(address, fingerprint, shown);
    }

    private static async Task<Answer> AskAsync(
        ServerAddress address, ServerSettings settings, string? kind, TimeProvider time, CancellationToken cancellationToken)
    {
        settings.ThrowIfUnusable(address);
        // The watch over ssh removes its directory as soon as ssh ends, and what ssh has found with it.
        using var found = PrivateDirectory.Create(settings.RuntimeDirectory);
        using var directory = PrivateDirectory.Create(settings.RuntimeDirectory);
        var offered = found.Write("offered", "");
        var transcript = new Transcript();
        var command = SshCommandLine.HostKey(address, settings, TunnelFiles.In(directory, settings), offered, kind);
        int exitCode;
        var process = SshProcess.Start(Watchdog.Tunnel(directory.Path, command, settings), transcript.Add, time);
        await using (process.ConfigureAwait(false))
            exitCode = await process.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);

        var line = (await File.ReadAllLinesAsync(offered, cancellationToken).ConfigureAwait(false)).LastOrDefault(text => text.Length > 0);
        if (line is not null && HostKey.OfLine(line) is { } key)
            return new(new OfferedHostKey(key, line), null);
        var failure = SshFailure.Explain(address, settings, transcript.Lines, exitCode);
        return new(null, failure.Reason == UnreachableReason.UnknownHostKey ? SshFailure.UnknownJumpHost(address, transcript.Lines) : failure);
    }

    private sealed record Answer(OfferedHostKey? Key, ServerUnreachableException? Failure)
    {
        public OfferedHostKey GetOrThrow() => Key ?? throw Failure!;
    }
}
