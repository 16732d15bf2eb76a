using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Manifest.Targets;

namespace Haloy.Engine;

/// <content>What is done with an app that is there.</content>
public sealed partial class HaloyRun
{
    /// <summary>What a deploy of each target would do now; changes nothing.</summary>
    public async Task<IReadOnlyList<TargetPlan>> PlanAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await EachAsync(Find(targets), (target, server, token) => TargetPlan.MakeAsync(target, server, _context, token), ct);

    /// <summary>What runs of each target.</summary>
    public async Task<IReadOnlyList<TargetStatus>> StatusAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await EachAsync(Find(targets), TargetStatus.ReadAsync, ct);

    /// <summary>The deployments of each target that can be gone back to, and the one that runs.</summary>
    public async Task<IReadOnlyList<TargetHistory>> HistoryAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        await EachAsync(Find(targets), TargetHistory.ReadAsync, ct);

    /// <summary>Stops what runs of each target; its hosts answer 503 until the next deploy or rollback.</summary>
    public async Task<IReadOnlyList<StopResult>> StopAsync(IReadOnlyList<string> targets, StopOptions options, CancellationToken ct) =>
        await EachAsync(Find(targets), (target, server, token) => Stopper.StopAsync(target, server, options, _context, token), ct);

    /// <summary>Reads the logs of each target's containers, all at once.</summary>
    /// <param name="targets">Target keys.</param>
    /// <param name="options">Which lines.</param>
    /// <param name="sink">Hears each line, one call at a time.</param>
    /// <param name="ct">Ends following.</param>
    public async Task LogsAsync(IReadOnlyList<string> targets, LogOptions options, Action<TargetLogLine> sink, CancellationToken ct)
    {
        var gate = new Lock();
        await EachAsync(Find(targets), async (target, server, token) =>
        {
            await TargetLogs.ReadAsync(target, server, options, line =>
            {
                lock (gate)
                    sink(line);
            }, token);
            return true;
        }, ct);
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
