using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Deploying;

/// <summary>
/// One deploy at a time per app and server (spec/deploying.md §9). A shell in the proxy holds it, or, where there is no proxy
/// yet, a container of its own; who has the one sees to it that nobody has the other (docs/decisions/0052). Both end with the
/// connection, whatever ends that, so the lock cannot go stale.
/// </summary>
internal sealed class DeployLock : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly DockerEngine _engine;
    private readonly LockOrder _order;
    private readonly ProxyDoor _door;
    private readonly TimeProvider _time;
    private ProxyLock? _inProxy;
    private LockContainer? _container;

    private DeployLock(DockerEngine engine, ProxyDoor door, LockOrder order, TimeProvider time) =>
        (_engine, _door, _order, _time) = (engine, door, order, time);

    /// <summary>Takes the lock, waiting for whoever has it. It counts once a look has shown that it is the only one, see <see cref="IsAloneAsync"/>.</summary>
    /// <param name="engine">The server's engine.</param>
    /// <param name="door">The way to its proxy.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="LockedException">Another deploy has it still.</exception>
    public static async Task<DeployLock> TakeAsync(DockerEngine engine, ProxyDoor door, LockOrder order, TimeProvider time, CancellationToken ct)
    {
        var taken = new DeployLock(engine, door, order, time);
        await taken.WaitAsync(taken.TryTakeAsync, order.Wait, order.Waiting, ct);
        return taken;
    }

    /// <summary>
    /// Sees that nobody has the lock in the other way. Each takes its own before it looks for the other's, so that of two at least
    /// one sees the other; the one in the proxy gives way.
    /// </summary>
    /// <param name="seen">What was seen after the lock was taken.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether that is to be relied on; otherwise another deploy may just have ended: look again.</returns>
    /// <exception cref="LockedException">Another deploy has it still.</exception>
    public async Task<bool> IsAloneAsync(Survey seen, CancellationToken ct)
    {
        if (_container is null)
        {
            if (!seen.HasLockContainer)
                return true;
            await DisposeAsync();
            await WaitAsync((watched, token) => LockContainer.HolderAsync(_engine, _order.App, watched, token), _order.Wait, _order.Waiting, ct);
            await WaitAsync(TryTakeAsync, _order.Wait, _order.Waiting, ct);
            return false;
        }
        if (_inProxy is not null || seen.Server.Proxy is not { Running: true })
            return true;
        // It runs, so whether it holds the lock for somebody has to be known: what prevents that is told.
        await WaitAsync((_, token) => TryInAsync(_door.Router, token), _order.Wait, _order.Waiting, ct);
        return _inProxy is null;
    }

    /// <summary>Whether it is known to be gone, with a proxy that was restarted or with the connection; another deploy may have it.</summary>
    public bool IsLost => _container is null && _inProxy is { IsLost: true };

    /// <summary>Refuses to go on once it is lost: that would be beside another deploy.</summary>
    /// <exception cref="StepException">It is.</exception>
    public void ThrowIfLost()
    {
        if (IsLost)
            throw new StepException($"The lock of {_order.App} was lost during the deploy: the reverse proxy, which held it, was restarted, or the connection was cut. "
                + $"Look at 'docker logs {ProxyContainer.Name}' on the server, and deploy again.");
    }

    /// <summary>Waits until it would end with us.</summary>
    public async Task StandsAsync(CancellationToken ct)
    {
        if (_container is { } container)
            await container.StandsAsync(ct);
    }

    /// <summary>A container that runs and can be asked about the server's disk.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> ContainerAsync(CancellationToken ct)
    {
        if (_container is not { } container)
            return ProxyContainer.Name;
        await container.StandsAsync(ct);
        return LockContainer.Of(_order.App);
    }

    /// <summary>Takes it again if the engine let go of it, because it was restarted.</summary>
    /// <exception cref="LockedException">Another deploy was faster.</exception>
    public async Task KeepAsync(CancellationToken ct)
    {
        if (_inProxy is { IsLost: false } || (_container is { } container && await container.RunsAsync(ct)))
            return;
        await DisposeAsync();
        // Long enough for what the engine left of it.
        await WaitAsync(TryTakeAsync, LockContainer.StartsWithin * 2, _ => { }, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_inProxy is { } inProxy)
            await inProxy.DisposeAsync();
        if (_container is { } container)
            await container.DisposeAsync();
        (_inProxy, _container) = (null, null);
    }

    /// <summary>Tries until nobody is named any more.</summary>
    private async Task WaitAsync(Func<TimeSpan, CancellationToken, Task<string?>> tryAsync, TimeSpan wait, Action<string> waiting, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        string? told = null;
        while (await tryAsync(_time.GetElapsedTime(started), ct) is { } holder)
        {
            if (_time.GetElapsedTime(started) > wait)
                throw new LockedException(_order.App, holder, wait);
            if (told != holder)
                waiting(told = holder);
            await Task.Delay(Poll, _time, ct);
        }
    }

    private async Task<string?> TryTakeAsync(TimeSpan watched, CancellationToken ct)
    {
        if (!_order.OutlivesProxy && await TryInNearestAsync(ct) is { } holder)
            return holder;
        while (_inProxy is null && (_container = await LockContainer.TryTakeAsync(_engine, _order.App, _order.Image, _order.Holder, ct)) is null)
            if (await LockContainer.HolderAsync(_engine, _order.App, watched, ct) is { } other)
                return other;
        return null;
    }

    /// <summary>Tries in the proxy, if one is known.</summary>
    /// <returns>Who has it; null: we have it, or there is no way to have it there.</returns>
    private async Task<string?> TryInNearestAsync(CancellationToken ct)
    {
        try
        {
            return _door.Nearest is { } router ? await TryInAsync(router, ct) : null;
        }
        catch (Exception e) when (e is RoutingException or DockerEngineException or System.IO.IOException)
        {
            // There is none, or it does not run or answer. If it should run after all, the look shows it, and what is wrong.
            return null;
        }
    }

    private async Task<string?> TryInAsync(Router router, CancellationToken ct)
    {
        var attempt = await router.TryLockAsync(_order.App, _order.Holder, ct);
        _inProxy = attempt.Taken;
        return attempt.Holder;
    }
}

/// <summary>What lock is wanted, and how.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Image">The proxy's image, for a container.</param>
/// <param name="Holder">Who takes it, for those who wait.</param>
/// <param name="Wait">How long to wait.</param>
/// <param name="Waiting">Hears the holder when there is one.</param>
internal sealed record LockOrder(string App, string Image, string Holder, TimeSpan Wait, Action<string> Waiting)
{
    /// <summary>Whether the proxy may be replaced under it, so that it has to be a container.</summary>
    public bool OutlivesProxy { get; init; }
}

/// <summary>Another deploy of the app is under way, and lasted longer than the wait. Nothing was touched.</summary>
public sealed class LockedException : HaloyException
{
    internal LockedException(string app, string holder, TimeSpan wait)
        : base($"{app} is being deployed by {holder}, and still was after {wait.TotalSeconds:0} s. "
            + "Wait for it, or raise --haloy-lock-wait. The lock ends with that run, whatever ends it.")
    {
    }
}
