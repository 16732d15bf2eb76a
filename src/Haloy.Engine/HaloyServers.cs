using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine;

/// <summary>The servers themselves, whatever is deployed to them: added, listed, removed. No configuration is needed for that.</summary>
/// <param name="settings">What the host decides.</param>
/// <param name="observer">Hears of what happens.</param>
/// <param name="time">The clock.</param>
public sealed class HaloyServers(HaloySettings settings, IDeploymentObserver observer, TimeProvider time)
{
    private readonly ServerAliases _names = ServerAliases.Of(settings.Environment);

    /// <summary>Where the names of servers are kept.</summary>
    public string NamesFile => _names.File;

    /// <summary>
    /// Adds a server: has its host key accepted and stored where ssh looks for it, checks it, makes what all apps on it
    /// share, and stores its name. What was there already stays.
    /// </summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="consent">Asks a person whether a host key is the server's; null: nobody can be asked.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="HaloyException">It cannot be added; its name was not stored.</exception>
    public Task<AddedServer> AddAsync(AddServerOptions options, Func<HostKeyQuestion, CancellationToken, Task<bool>>? consent, CancellationToken ct) =>
        new ServerAddition(settings, _names, observer, consent, time).AddAsync(options, ct);

    /// <summary>Looks at every server of some targets and every one that has a name, all at once.</summary>
    /// <param name="targets">The targets, with their servers' names resolved.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>One per server; one that cannot be reached says why.</returns>
    public async Task<IReadOnlyList<ServerStatus>> ListAsync(IReadOnlyList<TargetSpec> targets, CancellationToken ct)
    {
        var servers = Servers(targets);
        var results = new ServerStatus[servers.Count];
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallelism, CancellationToken = ct };
        await Parallel.ForEachAsync(Enumerable.Range(0, servers.Count), bounded, async (i, token) =>
            results[i] = await LookAsync(servers[i].Address, servers[i].About, token));
        return results;
    }

    /// <summary>Takes names away. What ssh knows of the server, and what runs there, stays.</summary>
    /// <param name="name">The name; null: those of the server.</param>
    /// <param name="server">A server, or a name of one; null: the name says it.</param>
    /// <param name="targets">The targets of the configuration: names that they use are kept.</param>
    /// <exception cref="HaloyException">There is no such name, or a target uses it.</exception>
    public IReadOnlyList<RemovedServer> Remove(string? name, string? server, IReadOnlyList<TargetSpec> targets)
    {
        var known = _names.Read();
        var removed = Named(name, server, known);
        var used = removed.SelectMany(one => targets.Where(target => Says(target, one.Name)).Select(target => $"{target.Key} (server: {target.Server.Text})")).ToList();
        if (used.Count > 0)
            throw new PreflightException([$"'{string.Join("', '", removed.Select(one => one.Name))}' is still used by {string.Join(", ", used)}. Write another server there first; '{removed[0].Name}' stands for {removed[0].Server}."]);
        foreach (var one in removed)
            _names.Remove(one.Name);
        return removed;
    }

    private List<RemovedServer> Named(string? name, string? server, IReadOnlyDictionary<string, ServerAddress> known)
    {
        var wanted = (name ?? server ?? "").Trim().ToLowerInvariant();
        var host = ServerAddress.Read(wanted, out _)?.Host ?? wanted;
        var found = known.Where(one => one.Key == wanted).ToList();
        if (found.Count == 0 && name is null)
            found = [.. known.Where(one => string.Equals(one.Value.Text, wanted, StringComparison.OrdinalIgnoreCase) || one.Value.Host == host)];
        if (found.Count > 0)
            return [.. found.Select(one => new RemovedServer(one.Key, one.Value.Text))];
        throw new PreflightException([known.Count == 0
            ? $"No server of the name '{wanted}' was added; none has a name ({_names.File})."
            : $"No server of the name '{wanted}' was added. There are: {string.Join(", ", known.Select(one => $"{one.Key} ({one.Value.Text})"))}."]);
    }

    private static bool Says(TargetSpec target, string name) => ServerAddress.Read(target.Server.Text, out _)?.Host == name;

    private List<(ServerAddress Address, ServerStatus About)> Servers(IReadOnlyList<TargetSpec> targets)
    {
        var known = _names.Read();
        return [.. targets.Select(target => target.Server).Concat(known.Values).GroupBy(address => address.Host, StringComparer.OrdinalIgnoreCase).Select(group =>
        {
            var names = known.Where(one => one.Value.Host == group.Key).ToList();
            var about = new ServerStatus
            {
                Server = names.Count > 0 ? names[0].Value.Text : group.First().Text,
                Names = [.. names.Select(one => one.Key)],
                Targets = [.. targets.Where(target => string.Equals(target.Server.Host, group.Key, StringComparison.OrdinalIgnoreCase)).Select(target => target.Key)],
            };
            return (group.First(), about);
        })];
    }

    private async Task<ServerStatus> LookAsync(ServerAddress address, ServerStatus about, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        try
        {
            await using var server = await DeployServer.ReachAsync(address, ServerSettingsOf.These(settings), time, asked: null, toProxy: false, ct);
            return await ServerStatus.ReadAsync(about with { Took = time.GetElapsedTime(started) }, server, ct);
        }
        catch (HaloyException e)
        {
            return about with { Took = time.GetElapsedTime(started), Error = e.Message };
        }
    }
}
