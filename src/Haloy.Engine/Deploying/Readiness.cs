using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Waits until a started container is healthy and has run long enough (spec/deploying.md §5). It is watched all the
/// while: one that exits fails at once, whatever it answered before.
/// </summary>
internal sealed class Readiness(DockerEngine engine, ProxyDoor door, TargetSpec target, TimeProvider time)
{
    private const int LogLines = 50;
    private const int RecheckSeconds = 5;
    private const string StayingUp = "it to keep running once requests go to it";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    private string StayingHealthy => $"it to stay healthy for min_ready_seconds ({target.MinReadySeconds} s)";

    /// <summary>Waits.</summary>
    /// <param name="container">The container; it was just started.</param>
    /// <param name="id">Its id.</param>
    /// <param name="started">When its start was confirmed, as a timestamp of the clock.</param>
    /// <param name="hasNoHealthcheck">Whether it is known that HTTP has to tell, so that it can be asked at once.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ContainerNotReadyException">It is not; with the evidence.</exception>
    public async Task AwaitAsync(Incoming container, string id, long started, bool hasNoHealthcheck, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var early = hasNoHealthcheck && container.Listening.HealthCheckPath is { } path ? ProbeAsync(container, path, container.SecondsToHealth(target), stop.Token) : null;
        try
        {
            await AwaitAsync(container, await engine.InspectContainerAsync(id, ct), started, early, ct);
        }
        finally
        {
            await stop.CancelAsync();
            if (early is not null)
                await Ignore(early);
        }
    }

    private async Task AwaitAsync(Incoming container, ContainerDetails first, long started, Task<(bool, string)>? early, CancellationToken ct)
    {
        if (first.RestartCount > 0 && container.Kept is null)
            throw await NotReadyAsync(container, first, "it to keep running", "it exited and was restarted", ct);
        await WhileItRunsAsync(container, first, token => HealthyAsync(container, first, early, token), ct);
        var left = TimeSpan.FromSeconds(target.MinReadySeconds) - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
            return;
        await WhileItRunsAsync(container, first, token => HasHealthcheck(first) ? StaysHealthyAsync(container, first, left, token) : Task.Delay(left, time, token), ct);
        await RecheckAsync(container, first, ct);
    }

    /// <summary>Watches a container that was ready: goes on until it ends, and then fails with the evidence.</summary>
    /// <param name="container">The container.</param>
    /// <param name="id">Its id.</param>
    /// <param name="runs">Is told how it was seen running.</param>
    /// <param name="ends">Is told as soon as it ended, before the evidence is there.</param>
    /// <param name="ct">Ends the watch.</param>
    /// <exception cref="ContainerNotReadyException">It ended.</exception>
    public async Task WatchAsync(Incoming container, string id, TaskCompletionSource<ContainerDetails> runs, TaskCompletionSource ends, CancellationToken ct)
    {
        // Waiting hears of an end that is still to come, once the engine knows that we wait; after one before, the container may
        // run again already, which is why it is looked at only then.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ended = await engine.BeginWaitContainerAsync(id, stop.Token);
        var first = await engine.InspectContainerAsync(id, ct);
        if (!first.State.Running || (first.RestartCount > 0 && container.Kept is null))
        {
            await stop.CancelAsync();
            await Ignore(ended);
        }
        else
        {
            runs.SetResult(first);
            await ended;
        }
        ends.SetResult();
        throw await NotReadyAsync(container, first, StayingUp, "it exited", ct);
    }

    /// <summary>
    /// Looks at a container that is watched. An engine that starts it again at once may answer those who wait for its end
    /// only when it runs again: both take the same lock of the container, and on a busy machine either may be first.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="first">How it was seen running.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="ContainerNotReadyException">It ended since.</exception>
    public async Task LookAsync(Incoming container, ContainerDetails first, CancellationToken ct)
    {
        if (HasEnded(first, await engine.InspectContainerAsync(first.Id, ct)))
            throw await NotReadyAsync(container, first, StayingUp, "it exited", ct);
    }

    private Task HealthyAsync(Incoming container, ContainerDetails first, Task<(bool, string)>? early, CancellationToken ct) =>
        HasHealthcheck(first) ? HealthcheckAsync(container, first, ct)
        : container.Listening.HealthCheckPath is { } path
            ? AnswersAsync(container, first, path, container.SecondsToHealth(target), early ?? ProbeAsync(container, path, container.SecondsToHealth(target), ct), ct)
        : Task.CompletedTask;

    private async Task HealthcheckAsync(Incoming container, ContainerDetails first, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var now = await engine.InspectContainerAsync(first.Id, ct);
            var health = now.State.Health?.Status;
            if (health == "healthy")
                return;
            if (health == "unhealthy")
                throw await NotReadyAsync(container, first, "its HEALTHCHECK to succeed", "the engine calls it unhealthy", ct);
            if (time.GetElapsedTime(since) > TimeSpan.FromSeconds(container.SecondsToHealth(target)))
                throw await NotReadyAsync(container, first, $"its HEALTHCHECK to succeed within {container.SecondsToHealth(target)} s", $"the engine still calls it {health}", ct);
            await Task.Delay(Poll, time, ct);
        }
    }

    // It may turn unhealthy and healthy again before the time is up.
    private async Task StaysHealthyAsync(Incoming container, ContainerDetails first, TimeSpan left, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (left - time.GetElapsedTime(since) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest < Watch ? rest : Watch, time, ct);
            if ((await engine.InspectContainerAsync(first.Id, ct)).State.Health?.Status == "unhealthy")
                throw await NotReadyAsync(container, first, StayingHealthy, "the engine calls it unhealthy", ct);
        }
    }

    private static bool HasEnded(ContainerDetails first, ContainerDetails now) =>
        !now.State.Running || now.State.StartedAt != first.State.StartedAt || now.RestartCount > first.RestartCount;

    private static bool HasHealthcheck(ContainerDetails container) => container.Config.Healthcheck is { Test: [not "NONE", ..] };

    private Task<(bool Healthy, string LastAnswer)> ProbeAsync(Incoming container, string path, int seconds, CancellationToken ct) =>
        door.Router.ProbeAsync(container.Address, container.Listening.Port, path, seconds, ct);

    private async Task AnswersAsync(Incoming container, ContainerDetails first, string path, int seconds, Task<(bool, string)> probing, CancellationToken ct)
    {
        var (healthy, answer) = await probing.WaitAsync(ct);
        if (!healthy)
            throw await NotReadyAsync(container, first, string.Create(CultureInfo.InvariantCulture,
                $"GET {path} on port {container.Listening.Port} to answer 2xx or 3xx within {seconds} s"), $"the last answer was: {answer}", ct);
    }

    private async Task RecheckAsync(Incoming container, ContainerDetails first, CancellationToken ct)
    {
        var expected = StayingHealthy;
        var now = await engine.InspectContainerAsync(first.Id, ct);
        if (!now.State.Running)
            throw await NotReadyAsync(container, first, expected, "it does not run any more", ct);
        if (HasEnded(first, now))
            throw await NotReadyAsync(container, first, expected, "it restarted", ct);
        if (now.State.Health?.Status == "unhealthy")
            throw await NotReadyAsync(container, first, expected, "the engine calls it unhealthy", ct);
        if (!HasHealthcheck(first) && container.Listening.HealthCheckPath is { } path)
            await AnswersAsync(container, first, path, RecheckSeconds, ProbeAsync(container, path, RecheckSeconds, ct), ct);
    }

    /// <summary>Does something that takes a while, unless the container ends meanwhile.</summary>
    private async Task WhileItRunsAsync(Incoming container, ContainerDetails first, Func<CancellationToken, Task> action, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ended = engine.WaitContainerAsync(first.Id, stop.Token);
        var done = action(stop.Token);
        var winner = await Task.WhenAny(ended, done);
        await stop.CancelAsync();
        if (winner == done)
        {
            await Ignore(ended);
            await done;
            return;
        }
        await Ignore(done);
        await ended;
        throw await NotReadyAsync(container, first, "it to keep running", "it exited", ct);
    }

    private async Task<ContainerNotReadyException> NotReadyAsync(
        Incoming container, ContainerDetails first, string expected, string seen, CancellationToken ct)
    {
        var now = await engine.InspectContainerAsync(first.Id, ct);
        var lines = new List<string>();
        await foreach (var line in engine.LogsAsync(first.Id, new LogQuery { Tail = LogLines }, ct))
            lines.Add(line.Text);
        return new(new()
        {
            Container = container.Name,
            Expected = expected,
            Seen = seen,
            ExitCode = now.State.Running && now.RestartCount == first.RestartCount ? null : now.State.ExitCode,
            OutOfMemory = now.State.OomKilled,
            HealthOutput = now.State.Health?.Log.LastOrDefault()?.Output,
            LastLines = lines,
        });
    }

    // The loser of the race was cancelled or failed for the same reason; its exception says nothing more.
    private static async Task Ignore(Task loser)
    {
        try
        {
            await loser;
        }
        catch (Exception e) when (e is OperationCanceledException or HaloyException or System.IO.IOException)
        {
        }
    }
}
