using System;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Deploying;

/// <summary>The way to a server's proxy, which may be made only while the deploy runs.</summary>
internal sealed class ProxyDoor(DockerEngine engine) : IAsyncDisposable
{
    private Router? _router;
    private string? _proxy;

    /// <summary>The router of the proxy that was found or made.</summary>
    public Router Router => _router ?? throw new InvalidOperationException("The plan uses the proxy before it ensures it.");

    /// <summary>Goes to a proxy; to the same one again costs nothing.</summary>
    public Router At(string proxy)
    {
        if (_proxy != proxy)
            (_proxy, _router) = (proxy, new Router(engine, proxy));
        return _router!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_router is not null)
            await _router.DisposeAsync();
    }
}
