using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Watches the containers that requests were just switched to while the old ones are still there: one that ends now fails
/// the deploy, though the engine starts it again, for the way back is short as long as the old ones run.
/// </summary>
internal sealed class Probation : IAsyncDisposable
{
    private readonly Readiness _readiness;
    private readonly CancellationTokenSource _stop;
    private readonly IReadOnlyList<(Incoming Container, Task<ContainerDetails> Runs, Task Ended, Task Watch)> _watches;

    public Probation(Readiness readiness, IReadOnlyCollection<(Incoming Container, string Id)> newcomers, CancellationToken ct)
    {
        _readiness = readiness;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _watches = [.. newcomers.Select(n =>
        {
            TaskCompletionSource<ContainerDetails> runs = new();
            TaskCompletionSource ends = new();
            return (n.Container, runs.Task, ends.Task, readiness.WatchAsync(n.Container, n.Id, runs, ends, _stop.Token));
        })];
    }

    /// <summary>
    /// Does something that can be given up half way, as soon as a container ends; returns once each was seen running too.
    /// </summary>
    /// <exception cref="ContainerNotReadyException">One ended.</exception>
    public async Task WhileAsync(Func<CancellationToken, Task> action)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // An engine that just restarts a container answers nothing about it until it runs again: that has to be waited for.
        var done = Task.WhenAll([action(stop.Token), .. _watches.Select(w => w.Runs.WaitAsync(stop.Token))]);
        if (await Task.WhenAny([done, .. _watches.Select(w => w.Ended), .. _watches.Select(w => w.Watch)]) != done)
        {
            await stop.CancelAsync();
            await IgnoreAsync(done);
        }
        await ThrowIfAnyEndedAsync();
        await done;
    }

    /// <summary>Looks at each once more, after <see cref="WhileAsync"/>: of some ends the watch hears late.</summary>
    /// <exception cref="ContainerNotReadyException">One ended.</exception>
    public Task LookAsync() => Task.WhenAll(_watches.Select(async w => await _readiness.LookAsync(w.Container, await w.Runs, _stop.Token)));

    /// <exception cref="ContainerNotReadyException">One of the containers ended.</exception>
    public Task ThrowIfAnyEndedAsync() => _watches.FirstOrDefault(w => w.Ended.IsCompleted || w.Watch.IsCompleted).Watch ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var (_, _, _, watch) in _watches)
            await IgnoreAsync(watch);
        _stop.Dispose();
    }

    private static async Task IgnoreAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or HaloyException or IOException)
        {
            // Cancelled by us, or failed for the reason that is told already.
        }
    }
}
