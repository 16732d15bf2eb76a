using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine;

/// <content>What is done with an app that is there.</content>
public sealed partial class HaloyRun
{
    /// <summary>What a deploy of each target would do now; changes nothing.</summary>
    public async Task<IReadOnlyList<TargetPlan>> PlanAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await EachAsync(Find(targets), (target, server, token) => TargetPlan.MakeAsync(target, server, _context, token), ct);

    /// <summary>What runs of each target. A server that cannot be looked at hides no other: its targets carry the reason.</summary>
    public async Task<IReadOnlyList<TargetStatus>> StatusAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await LookAsync(Find(targets), TargetStatus.Of, TargetStatus.Unknown, ct);

    /// <summary>The deployments of each target that can be gone back to, and the one that runs.</summary>
    /// <exception cref="HaloyException">A server cannot be looked at.</exception>
    public async Task<IReadOnlyList<TargetHistory>> HistoryAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await LookAsync(Find(targets), TargetHistory.Of, (_, error) => throw new PreflightException([error]), ct);

    /// <summary>
    /// Stops what runs of each target; its hosts answer 503 until the next deploy or rollback. What hinders one hinders no
    /// other: it carries the reason.
    /// </summary>
    public async Task<IReadOnlyList<StopResult>> StopAsync(IReadOnlyList<string> targets, StopOptions options, CancellationToken ct) =>
        await EachAsync(
            Find(targets),
            (target, token) => UnlessItFailsAsync(
                target,
                async () => await Stopper.StopAsync(target, await ReachAsync(target.Server, token), options, _context, token),
                error => new StopResult(target.Key, target.Server.Text, 0, 0) { Error = error }),
            ct);

    /// <summary>
    /// Reads the logs of each target's containers: the last lines in the order of their times, then, following, what comes.
    /// A target whose logs cannot be read hides no other's.
    /// </summary>
    /// <param name="targets">Target keys.</param>
    /// <param name="options">Which lines.</param>
    /// <param name="sink">Hears each line, one call at a time.</param>
    /// <param name="ct">Ends following.</param>
    /// <returns>Why some could not be read.</returns>
    public async Task<IReadOnlyList<string>> LogsAsync(IReadOnlyList<string> targets, LogOptions options, Action<TargetLogLine> sink, CancellationToken ct)
    {
        var gate = new Lock();
        void One(TargetLogLine line)
        {
            lock (gate)
                sink(line);
        }

        // All at once, whatever the parallelism: one that waited its turn would never be followed.
        var opened = await Task.WhenAll(Find(targets).Select(target => UnlessItFailsAsync<(TargetLogs? Logs, IReadOnlyList<TargetLogLine> Tail, string? Error)>(
            target,
            async () =>
            {
                var logs = await TargetLogs.OpenAsync(target, (await ReachAsync(target.Server, ct, toProxy: false)).Engine, options, ct);
                return (logs, await logs.TailAsync(ct), null);
            },
            error => (null, [], error))));
        try
        {
            foreach (var line in opened.SelectMany(o => o.Tail).OrderBy(line => line.Time))
                One(line);
            if (options.Follow)
                await Task.WhenAll(opened.Select(o => o.Logs?.FollowAsync(One, ct) ?? Task.CompletedTask));
        }
        finally
        {
            foreach (var logs in opened.Select(o => o.Logs).OfType<TargetLogs>())
                await logs.DisposeAsync();
        }
        return [.. opened.Select(o => o.Error).OfType<string>()];
    }

    /// <summary>Runs a command in one of a target's containers.</summary>
    /// <param name="target">The target's key.</param>
    /// <param name="command">The command: words, or what a shell understands.</param>
    /// <param name="container">Which container, by its id or the end of its name; null: the first that serves.</param>
    /// <param name="streams">Its input and output.</param>
    /// <param name="ct">Ends the conversation; the command may go on.</param>
    /// <exception cref="PreflightException">Nothing runs, or there is no such container.</exception>
    public async Task<CommandResult> ExecAsync(string target, string command, string? container, CommandStreams streams, CancellationToken ct)
    {
        var spec = Find([target])[0];
        return await TargetCommand.RunAsync(spec, await ReachAsync(spec.Server, ct), command, container, streams, ct);
    }

    /// <summary>Removes what nothing needs of the targets: what their histories do not keep, what killed runs left, unused images.</summary>
    /// <param name="targets">Target keys.</param>
    /// <param name="keep">How many deployments of each stay, the current one included; null: as many as its history says.</param>
    /// <param name="ct">Ends it between two removals.</param>
    public async Task<PruneReport> PruneAsync(IReadOnlyList<string> targets, int? keep, CancellationToken ct)
    {
        var specs = Find(targets);
        var servers = await EachServerAsync(specs, (server, own, token) => new Pruner(server, _context).PruneAsync(own, keep, token), ct);
        return new([.. specs.Select(t => servers.SelectMany(s => s.Targets).First(p => p.Target == t.Key))], [.. servers.Select(s => s.Server)]);
    }

    /// <summary>Replaces the reverse proxy of each target's server by one of the run's proxy image.</summary>
    /// <param name="targets">Target keys.</param>
    /// <param name="ct">Ends it, except while the one takes over from the other.</param>
    public async Task<IReadOnlyList<UpgradedProxy>> UpgradeProxyAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await EachServerAsync(Find(targets), (server, _, token) => new ProxyUpgrade(server, _context).UpgradeAsync(token), ct);

    private async Task<IReadOnlyList<T>> LookAsync<T>(
        IReadOnlyList<TargetSpec> targets, Func<TargetSpec, ServerLook, T> see, Func<TargetSpec, string, T> fail, CancellationToken ct)
    {
        var groups = targets.GroupBy(t => t.Server.Host, StringComparer.OrdinalIgnoreCase).ToList();
        var seen = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(groups, Bounded(ct), async (group, token) =>
        {
            var look = await UnlessItFailsAsync<(ServerLook? Look, string? Error)>(
                group.First(),
                async () => (await ServerLook.TakeAsync(await ReachAsync(group.First().Server, token), [.. group.Select(t => t.Name)], token), null),
                error => (null, error));
            foreach (var target in group)
                seen[target.Key] = look.Look is { } there ? see(target, there) : fail(target, look.Error!);
        });
        return [.. targets.Select(t => seen[t.Key])];
    }

    private static async Task<T> UnlessItFailsAsync<T>(TargetSpec target, Func<Task<T>> action, Func<string, T> otherwise)
    {
        try
        {
            return await action();
        }
        catch (HaloyException e) when (e is ServerUnreachableException or PreflightException)
        {
            return otherwise(e.Message);
        }
        catch (Exception e) when (e is HaloyException or System.IO.IOException)
        {
            return otherwise($"{target.Server}: {e.Message}");
        }
    }

    private async Task<IReadOnlyList<T>> EachAsync<T>(
        IReadOnlyList<TargetSpec> targets, Func<TargetSpec, CancellationToken, Task<T>> action, CancellationToken ct)
    {
        var results = new T[targets.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), Bounded(ct), async (i, token) => results[i] = await action(targets[i], token));
        return results;
    }

    private async Task<IReadOnlyList<T>> EachServerAsync<T>(
        IReadOnlyList<TargetSpec> targets, Func<DeployServer, IReadOnlyList<TargetSpec>, CancellationToken, Task<T>> action, CancellationToken ct)
    {
        var groups = targets.GroupBy(t => t.Server.Host, StringComparer.OrdinalIgnoreCase).Select(g => g.ToList()).ToList();
        var results = new T[groups.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, groups.Count), Bounded(ct), async (i, token) =>
            results[i] = await action(await ReachAsync(groups[i][0].Server, token), groups[i], token));
        return results;
    }
}
