using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>
/// One deploy at a time per app and server (spec/deploying.md §9). The lock is a container that waits for the end of our
/// input and is then removed by the engine: whatever ends the connection ends the lock, so it cannot go stale.
/// </summary>
internal sealed class DeployLock : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    // Between making the container and starting it lie milliseconds, and as many between its end and its removal by the
    // engine; one that still does not run after this was left by a run, or an engine, that died just there.
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(10);

    private readonly DockerEngine _engine;
    private readonly string _app;
    private readonly string _image;
    private readonly string _holder;
    private readonly TimeProvider _time;
    private (string Id, Task<AttachedStream> Input)? _held;

    private DeployLock(DockerEngine engine, string app, string image, string holder, TimeProvider time) =>
        (_engine, _app, _image, _holder, _time) = (engine, app, image, holder, time);

    /// <summary>The name of the container that is an app's lock.</summary>
    public static string ContainerOf(string app) => $"haloy-lock-{app}";

    /// <summary>
    /// Takes the lock, waiting for whoever has it. It is taken once its container is made, since nobody else can make one of
    /// that name; the start, without which it would not end by itself, goes on beside what comes next, see <see cref="StandsAsync"/>.
    /// </summary>
    /// <param name="engine">The server's engine.</param>
    /// <param name="app">The app's name.</param>
    /// <param name="image">An image with <c>cat</c>: the proxy's.</param>
    /// <param name="holder">Who takes it, for those who wait.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="waiting">Hears the holder when there is one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="LockedException">Another deploy has it still.</exception>
    public static async Task<DeployLock> TakeAsync(
        DockerEngine engine, string app, string image, string holder, TimeSpan wait, Action<string> waiting, TimeProvider time, CancellationToken ct)
    {
        var taken = new DeployLock(engine, app, image, holder, time);
        await taken.WaitAsync(wait, waiting, ct);
        return taken;
    }

    /// <summary>Waits until it would end with us.</summary>
    /// <returns>The name of its container, which runs.</returns>
    public async Task<string> StandsAsync(CancellationToken ct)
    {
        if (_held is { } held)
            await held.Input.WaitAsync(ct);
        return ContainerOf(_app);
    }

    /// <summary>Takes it again if the engine let go of it, because it was restarted.</summary>
    /// <exception cref="LockedException">Another deploy was faster.</exception>
    public async Task KeepAsync(CancellationToken ct)
    {
        await SettleAsync();
        if (_held is { } held && await _engine.FindContainerAsync(held.Id, ct) is { State.Running: true })
            return;
        await DisposeAsync();
        // Long enough for what the engine left of it.
        await WaitAsync(StartsWithin * 2, _ => { }, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (await SettleAsync() is { } input)
            await input.DisposeAsync();
        _held = null;
    }

    private async Task<AttachedStream?> SettleAsync()
    {
        try
        {
            return _held is { } held ? await held.Input : null;
        }
        catch (Exception e) when (e is HaloyException or OperationCanceledException or System.IO.IOException)
        {
            // Whoever waited for it was told; its container is gone again, or left for StartsWithin.
            return null;
        }
    }

    private async Task WaitAsync(TimeSpan wait, Action<string> waiting, CancellationToken ct)
    {
        var name = ContainerOf(_app);
        var started = _time.GetTimestamp();
        string? told = null;
        while (_held is null)
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                var id = await _engine.CreateContainerAsync(name, Creation(), CancellationToken.None);
                _held = (id, StartAsync(id, ct));
            }
            catch (DockerConflictException)
            {
                if (await HolderAsync(name, started, ct) is { } other)
                {
                    if (_time.GetElapsedTime(started) > wait)
                        throw new LockedException(_app, other, wait);
                    if (told != other)
                        waiting(told = other);
                    await Task.Delay(Poll, _time, ct);
                }
            }
        }
    }

    private async Task<AttachedStream> StartAsync(string id, CancellationToken ct)
    {
        try
        {
            var input = await _engine.AttachContainerAsync(id, ct);
            await _engine.StartContainerAsync(id, ct);
            return input;
        }
        catch
        {
            await _engine.RemoveContainerAsync(id, force: true, volumes: false, CancellationToken.None);
            throw;
        }
    }

    private async Task<string?> HolderAsync(string name, long since, CancellationToken ct)
    {
        try
        {
            var there = await _engine.InspectContainerAsync(name, ct);
            if (there.State.Status != "running" && _time.GetElapsedTime(since) > StartsWithin)
            {
                await _engine.RemoveContainerAsync(there.Id, force: true, volumes: false, ct);
                return null;
            }
            return there.Config.Labels.GetValueOrDefault(Labels.Holder) ?? "someone";
        }
        catch (DockerNotFoundException)
        {
            return null;
        }
    }

    private ContainerCreation Creation() => new()
    {
        Image = _image,
        Entrypoint = [],
        Cmd = ["cat"],
        OpenStdin = true,
        StdinOnce = true,
        AttachStdin = true,
        Labels = new Dictionary<string, string> { [Labels.Role] = "lock", [Labels.App] = _app, [Labels.Holder] = _holder },
        HostConfig = new() { AutoRemove = true, NetworkMode = "none" },
    };
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
