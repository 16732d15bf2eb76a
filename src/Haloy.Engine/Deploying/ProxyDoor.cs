using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Deploying;

/// <summary>The way to a server's proxy, which may be made only while the deploy runs.</summary>
internal sealed class ProxyDoor(DockerEngine engine) : IAsyncDisposable
{
    private Router? _router;
    private string? _proxy;
    private Router? _approached;

    /// <summary>The router of the proxy that was found or made.</summary>
    public Router Router => _router ?? throw new InvalidOperationException("The plan uses the proxy before it ensures it.");

    /// <summary>Goes to a proxy; to the same one again costs nothing.</summary>
    public Router At(string proxy)
    {
        if (_proxy != proxy)
            (_proxy, _router) = (proxy, new Router(engine, proxy));
        return _router!;
    }

    /// <summary>
    /// Begins to open the way to whoever has the proxy's name, for <see cref="SurveyAsync"/>: meanwhile the engine may be asked
    /// for other things. That there is nobody shows there.
    /// </summary>
    public void Approach(CancellationToken ct) => (_approached = new Router(engine, ProxyContainer.Name)).Approach(ct);

    /// <summary>
    /// Asks the proxy what is routed while it is still being looked for, which saves round trips: it is the one of last time,
    /// or whoever has its name.
    /// </summary>
    /// <param name="apps">The apps whose slots are wanted.</param>
    /// <param name="looking">Finds it.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What is routed, by app; null: no proxy runs.</returns>
    public async Task<IReadOnlyDictionary<string, ProxyState>?> SurveyAsync(IReadOnlyList<string> apps, Task<ObservedProxy?> looking, CancellationToken ct)
    {
        var guess = _router ?? _approached ?? new Router(engine, ProxyContainer.Name);
        _approached = null;
        var asking = TryAsync(guess, apps, ct);
        ObservedProxy? found;
        IReadOnlyDictionary<string, ProxyState>? states;
        try
        {
            found = await looking;
        }
        finally
        {
            states = await asking;
        }
        if (found is not { Running: true } proxy)
        {
            if (_router is null)
                await guess.DisposeAsync();
            return null;
        }
        if (_router is null)
            (_proxy, _router) = (proxy.Id, guess.Of(proxy.Id));
        return states is not null && _proxy == proxy.Id ? states : await At(proxy.Id).SurveyAsync(apps, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var router in new[] { _router, _approached })
            if (router is not null)
                await router.DisposeAsync();
    }

    private static async Task<IReadOnlyDictionary<string, ProxyState>?> TryAsync(Router guess, IReadOnlyList<string> apps, CancellationToken ct)
    {
        try
        {
            return await guess.SurveyAsync(apps, ct);
        }
        catch (Exception e) when (e is HaloyException or IOException or OperationCanceledException)
        {
            // There is none, or another: what was found is asked, and tells what is wrong.
            return null;
        }
    }
}
