using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>Opens connections to servers.</summary>
public static class ServerConnection
{
    /// <summary>Connects: this machine's own socket for a local address, one SSH connection for any other.</summary>
    /// <param name="address">The server.</param>
    /// <param name="settings">How servers are reached.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up; nothing stays behind.</param>
    /// <exception cref="ServerUnreachableException">It cannot be reached; the message says why and what to do.</exception>
    public static async Task<IServerConnection> OpenAsync(
        ServerAddress address, ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);

        if (address.IsLocal)
            return new LocalConnection(address, SocketAddress.Parse(address, settings.LocalSocket), time);

        // OpenSSH for Windows has neither a control master nor Unix sockets to forward from, and there is no /bin/sh to
        // stand watch: another IServerConnection belongs here.
        if (OperatingSystem.IsWindows())
        {
            throw new ServerUnreachableException(
                address, UnreachableReason.Unsupported, "servers are not reached over SSH from Windows yet.",
                "Run the build in WSL, or in a Linux or macOS job.");
        }

        return await SshTunnel.OpenAsync(address, settings, time, cancellationToken).ConfigureAwait(false);
    }
}
