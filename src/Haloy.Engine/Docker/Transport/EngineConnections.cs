using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>The connections to one engine: a pool for requests, and own ones for what takes a connection over.</summary>
internal sealed class EngineConnections : IDisposable
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _connect;
    private readonly EngineTraffic _traffic;
    private readonly ConcurrentDictionary<CountedStream, bool> _open = new();
    private HttpMessageInvoker _pool;
    private volatile bool _isDisposed;

    public EngineConnections(Func<CancellationToken, ValueTask<Stream>> connect, EngineTraffic traffic)
    {
        _connect = connect;
        _traffic = traffic;
        _pool = NewPool();
    }

    /// <summary>Closes the idle connections; what is under way goes on, what is sent from now on has new ones.</summary>
    public void Renew() => Interlocked.Exchange(ref _pool, NewPool()).Dispose();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, OwnConnection? over, CancellationToken cancellationToken) =>
        (over?.Http ?? _pool).SendAsync(message, cancellationToken);

    /// <summary>Opens a connection outside the pool.</summary>
    public async Task<OwnConnection> OpenOwnAsync(CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(keepsSendFailures: true, cancellationToken);
        return new OwnConnection(stream, Invoker(_ => ValueTask.FromResult<Stream>(stream)));
    }

    /// <summary>Closes every connection; whoever still reads or writes on one is told.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _pool.Dispose();
        foreach (var stream in _open.Keys)
            stream.Dispose();
    }

    private async ValueTask<CountedStream> OpenAsync(bool keepsSendFailures, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DockerEngine));

        var stream = new CountedStream(await _connect(cancellationToken), _traffic, closed => _open.TryRemove(closed, out _))
        {
            KeepsSendFailures = keepsSendFailures,
        };
        _open.TryAdd(stream, true);
        if (_isDisposed)
            stream.Dispose();
        return stream;
    }

    private HttpMessageInvoker NewPool() => Invoker(async cancellationToken => await OpenAsync(keepsSendFailures: false, cancellationToken));

    private static HttpMessageInvoker Invoker(Func<CancellationToken, ValueTask<Stream>> connect) => new(new SocketsHttpHandler
    {
        ConnectCallback = (_, cancellationToken) => connect(cancellationToken),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        // Through a tunnel a new connection costs a round trip more than one kept.
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
        // An answer that nobody reads to its end takes its connection with it.
        ResponseDrainTimeout = TimeSpan.Zero,
    });
}
