using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>
/// The one way to a server for a whole run: streams to its socket and to addresses that it can reach.
/// Disposing it ends everything that was opened through it.
/// </summary>
public interface IServerConnection : IAsyncDisposable
{
    /// <summary>The server.</summary>
    ServerAddress Address { get; }

    /// <summary>How many SSH connections were opened for it: 1, or 0 for this machine itself.</summary>
    int Connections { get; }

    /// <summary>Cancelled when the connection ends, whatever ended it; <see cref="WhyClosed"/> says what.</summary>
    CancellationToken Closed { get; }

    /// <summary>Why the connection ended without being asked to; null while it stands and when it was disposed.</summary>
    string? WhyClosed { get; }

    /// <summary>A new <see cref="ServerStream"/> to the server's socket.</summary>
    /// <exception cref="ServerUnreachableException">The connection has ended, or the local socket cannot be used.</exception>
    ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Opens a way to a TCP address that the server can reach, through the connection that is there.</summary>
    /// <param name="host">A host name or address as the server sees it.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Gives up opening it.</param>
    /// <exception cref="ServerUnreachableException">The connection has ended, or it cannot forward.</exception>
    Task<IServerForward> ForwardAsync(string host, int port, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a shell script on the server, over the connection that is there. It is for finding out why something does not
    /// work, and for what only a person is told: a login may be allowed to forward and to run nothing.
    /// </summary>
    /// <param name="script">A script for any POSIX shell; it changes nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it wrote to standard output; null: it could not be run.</returns>
    Task<string?> RunAsync(string script, CancellationToken cancellationToken);
}
