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

    private readonly AttachedStream _held;

    /// <summary>The name of the container that is an app's lock.</summary>
    public static string ContainerOf(string app) => $"haloy-lock-{app}";

    private DeployLock(AttachedStream held) => _held = held;

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
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
        var name = ContainerOf(app);
        var started = time.GetTimestamp();
        string? told = null;
        while (true)
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                return await HoldAsync(engine, await engine.CreateContainerAsync(name, Creation(app, image, holder), CancellationToken.None), ct);
            }
            catch (DockerConflictException)
            {
                if (await HolderAsync(engine, name, time, started, ct) is { } other)
                {
                    if (time.GetElapsedTime(started) > wait)
                        throw new LockedException(app, other, wait);
                    if (told != other)
                        waiting(told = other);
                    await Task.Delay(Poll, time, ct);
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _held.DisposeAsync();

    private static async Task<DeployLock> HoldAsync(DockerEngine engine, string id, CancellationToken ct)
    {
        try
        {
            var held = await engine.AttachContainerAsync(id, ct);
            await engine.StartContainerAsync(id, ct);
            return new(held);
        }
        catch
        {
            await engine.RemoveContainerAsync(id, force: true, volumes: false, CancellationToken.None);
            throw;
        }
    }

    private static async Task<string?> HolderAsync(DockerEngine engine, string name, TimeProvider time, long since, CancellationToken ct)
    {
        try
        {
            var there = await engine.InspectContainerAsync(name, ct);
            if (there.State.Status != "running" && time.GetElapsedTime(since) > StartsWithin)
            {
                await engine.RemoveContainerAsync(there.Id, force: true, volumes: false, ct);
                return null;
            }
            return there.Config.Labels.GetValueOrDefault(Labels.Holder) ?? "someone";
        }
        catch (DockerNotFoundException)
        {
            return null;
        }
    }

    private static ContainerCreation Creation(string app, string image, string holder) => new()
    {
        Image = image,
        Entrypoint = [],
        Cmd = ["cat"],
        OpenStdin = true,
        StdinOnce = true,
        AttachStdin = true,
        Labels = new Dictionary<string, string> { [Labels.Role] = "lock", [Labels.App] = app, [Labels.Holder] = holder },
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
