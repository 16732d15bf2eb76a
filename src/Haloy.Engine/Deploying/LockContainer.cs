using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>
/// An app's lock as a container that waits for the end of our input and is then removed by the engine: whatever ends the
/// connection ends the lock. It is taken once it is made, since nobody else can make one of that name; its start goes on
/// beside what comes next.
/// </summary>
internal sealed class LockContainer : IAsyncDisposable
{
    /// <summary>The role that marks it.</summary>
    public const string Role = "lock";

    // Between making the container and starting it lie milliseconds, and as many between its end and its removal by the
    // engine; one that still does not run after this was left by a run, or an engine, that died just there.
    public static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(10);

    private readonly DockerEngine _engine;
    private readonly string _id;
    private readonly Task<AttachedStream> _input;

    private LockContainer(DockerEngine engine, string id, CancellationToken ct)
    {
        (_engine, _id) = (engine, id);
        _input = StartAsync(ct);
    }

    /// <summary>The name of the container that is an app's lock.</summary>
    public static string Of(string app) => $"haloy-lock-{app}";

    /// <summary>Takes it; null: somebody has it.</summary>
    /// <param name="engine">The server's engine.</param>
    /// <param name="app">The app's name.</param>
    /// <param name="image">An image with <c>cat</c>: the proxy's.</param>
    /// <param name="holder">Who takes it, for those who wait.</param>
    /// <param name="ct">Heard before it is made, and by its start.</param>
    public static async Task<LockContainer?> TryTakeAsync(DockerEngine engine, string app, string image, string holder, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return new(engine, await engine.CreateContainerAsync(Of(app), Creation(app, image, holder), CancellationToken.None), ct);
        }
        catch (DockerConflictException)
        {
            return null;
        }
    }

    /// <summary>Who has it; null: nobody any more.</summary>
    /// <param name="engine">The server's engine.</param>
    /// <param name="app">The app's name.</param>
    /// <param name="watched">Since when it is waited for: one that was never started does not keep the app for ever.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<string?> HolderAsync(DockerEngine engine, string app, TimeSpan watched, CancellationToken ct)
    {
        try
        {
            var there = await engine.InspectContainerAsync(Of(app), ct);
            if (there.State.Status != "running" && watched > StartsWithin)
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

    /// <summary>Waits until it would end with us.</summary>
    public Task StandsAsync(CancellationToken ct) => _input.WaitAsync(ct);

    /// <summary>Whether it is there still: an engine that was restarted let go of it.</summary>
    public async Task<bool> RunsAsync(CancellationToken ct)
    {
        await SettleAsync();
        return await _engine.FindContainerAsync(_id, ct) is { State.Running: true };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (await SettleAsync() is { } input)
            await input.DisposeAsync();
    }

    private async Task<AttachedStream?> SettleAsync()
    {
        try
        {
            return await _input;
        }
        catch (Exception e) when (e is HaloyException or OperationCanceledException or System.IO.IOException)
        {
            // Whoever waited for it was told; the container is gone again, or left for StartsWithin.
            return null;
        }
    }

    private async Task<AttachedStream> StartAsync(CancellationToken ct)
    {
        try
        {
            var input = await _engine.AttachContainerAsync(_id, ct);
            await _engine.StartContainerAsync(_id, ct);
            return input;
        }
        catch
        {
            await _engine.RemoveContainerAsync(_id, force: true, volumes: false, CancellationToken.None);
            throw;
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
        Labels = new Dictionary<string, string> { [Labels.Role] = Role, [Labels.App] = app, [Labels.Holder] = holder },
        HostConfig = new() { AutoRemove = true, NetworkMode = "none" },
    };
}
