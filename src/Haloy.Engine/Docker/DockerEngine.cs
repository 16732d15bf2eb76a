using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>
/// A client of one Docker engine. It speaks the Engine API over connections that it is handed, several at a time; how they
/// reach the engine is not its business. Safe to use from several tasks at once.
/// </summary>
public sealed partial class DockerEngine : IAsyncDisposable
{
    private readonly EngineConnections _connections;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _negotiating = new(1);
    private volatile Version? _spoken;

    /// <summary>A client that has not connected yet.</summary>
    /// <param name="connect">Opens a new connection to the engine each time it is called.</param>
    /// <param name="time">The clock for durations and waits.</param>
    public DockerEngine(Func<CancellationToken, ValueTask<Stream>> connect, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connect);
        ArgumentNullException.ThrowIfNull(time);
        _connections = new EngineConnections(connect, Traffic);
        _time = time;
    }

    /// <summary>The newest API version that this client speaks.</summary>
    /// <value>1.51, of Docker 28.3.</value>
    public static Version NewestApiVersion { get; } = new(1, 51);

    /// <summary>The oldest API version that this client speaks.</summary>
    /// <value>1.41, of Docker 20.10.</value>
    public static Version OldestApiVersion { get; } = new(1, 41);

    /// <summary>What its connections have carried.</summary>
    public EngineTraffic Traffic { get; } = new();

    /// <summary>Told of each request once its answer's headers are there or it failed; null: nobody is. May be called from several threads.</summary>
    public Action<EngineRequestRecord>? OnRequest { get; set; }

    /// <summary>Closes every connection. Whatever is still under way ends with <see cref="DockerUnreachableException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }
}
