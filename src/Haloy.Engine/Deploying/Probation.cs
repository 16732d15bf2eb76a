using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Watches the containers that requests were just switched to while the old ones are still there: one that ends now fails
/// the deploy, though the engine starts it again, for the way back is short as long as the old ones run.
/// </summary>
internal sealed class Probation : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly IReadOnlyList<(Task Ended, Task Watch)> _watches;
    private readonly Task _seenRunning;

    public Probation(Readiness readiness, IReadOnlyCollection<(Incoming Container, string Id)> newcomers, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var looks = newcomers.Select(n => (Newcomer: n, Runs: new TaskCompletionSource(), Ends: new TaskCompletionSource())).ToList();
        _watches = [.. looks.Select(l => (l.Ends.Task, readiness.WatchAsync(l.Newcomer.Container, l.Newcomer.Id, l.Runs, l.Ends, _stop.Token)))];
        _seenRunning = Task.WhenAll(looks.Select(l => l.Runs.Task));
    }

    /// <summary>
    /// Does something that can be given up half way, as soon as a container ends; returns once each was seen running too.
    /// </summary>
    /// <exception cref="ContainerNotReadyException">One ended.</exception>
    public async Task WhileAsync(Func<CancellationToken, Task> action)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // An engine that just restarts a container answers nothing about it until it runs again: that has to be waited for.
        var done = Task.WhenAll(action(stop.Token), _seenRunning.WaitAsync(stop.Token));
        if (await Task.WhenAny([done, .. _watches.Select(w => w.Ended), .. _watches.Select(w => w.Watch)]) != done)
        {
            await stop.CancelAsync();
            await IgnoreAsync(done);
        }
        await ThrowIfAnyEndedAsync();
        await done;
    }

    /// <exception cref="ContainerNotReadyException">One of the containers ended.</exception>
    public Task ThrowIfAnyEndedAsync() => _watches.FirstOrDefault(w => w.Ended.IsCompleted || w.Watch.IsCompleted).Watch ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var (_, watch) in _watches)
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
