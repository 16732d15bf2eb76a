using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Deploying;

/// <summary>
/// The way to a server's proxy, which may be made only while the deploy runs. Several targets may go it at once.
/// </summary>
internal sealed class ProxyDoor(DockerEngine engine) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private (string Proxy, Router Router)? _found;
    private Router? _guess;

    /// <summary>The router of the proxy that was found or made.</summary>
    public Router Router
    {
        get
        {
            lock (_gate)
                return _found?.Router ?? throw new InvalidOperationException("The plan uses the proxy before it ensures it.");
        }
    }

    /// <summary>
    /// The router of the proxy that was found, or of whoever has its name while the way there is being opened; null: nothing
    /// is known of a proxy.
    /// </summary>
    public Router? Nearest
    {
        get
        {
            lock (_gate)
                return _found?.Router ?? _guess;
        }
    }

    /// <summary>Goes to a proxy; to the same one again costs nothing.</summary>
    public Router At(string proxy)
    {
        lock (_gate)
        {
            if (_found?.Proxy != proxy)
                _found = (proxy, new Router(engine, proxy));
            return _found.Value.Router;
        }
    }

    /// <summary>
    /// Begins to open the way to whoever has the proxy's name, for <see cref="SurveyAsync"/>: meanwhile the engine may be asked
    /// for other things. That there is nobody shows there.
    /// </summary>
    public void Approach(CancellationToken ct) => (_guess = new Router(engine, ProxyContainer.Name)).Approach(ct);

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
        var (last, guess) = Guess();
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
        if (last is null && !(found is { Running: true } && IsFound(found.Id, guess)))
            await guess.DisposeAsync();
        return found is not { Running: true } proxy ? null
            : states is not null && (last ?? proxy.Id) == proxy.Id ? states
            : await At(proxy.Id).SurveyAsync(apps, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_found is { } found)
            await found.Router.DisposeAsync();
        if (_guess is not null)
            await _guess.DisposeAsync();
    }

    private (string? Last, Router Guess) Guess()
    {
        lock (_gate)
        {
            if (_found is { } found)
                return found;
            var guess = _guess ?? new Router(engine, ProxyContainer.Name);
            _guess = null;
            return (null, guess);
        }
    }

    /// <summary>Takes a guess for the proxy; if somebody else's was first, what it has open, locks among it, goes there.</summary>
    private bool IsFound(string proxy, Router guess)
    {
        lock (_gate)
        {
            if (_found is { } found && found.Proxy != proxy)
                return false;
            if (_found is null)
                _found = (proxy, guess.Of(proxy));
            else
                _found.Value.Router.TakeOver(guess);
            return true;
        }
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
