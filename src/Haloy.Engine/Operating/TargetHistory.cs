using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>The deployments of a target that can be gone back to, and the one that runs, newest first (spec/deploying.md §8).</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Entries">The deployments.</param>
public sealed record TargetHistory(string Target, string Server, IReadOnlyList<HistoryEntry> Entries)
{
    internal static async Task<TargetHistory> ReadAsync(TargetSpec target, DeployServer server, CancellationToken ct)
    {
        await using var door = new ProxyDoor(server.Engine);
        var survey = await Survey.TakeAsync(server.Engine, target.Name, door, ct);
        var situation = Situation.Of(survey.Server, target.Name);
        var entries = situation.Serving.Concat(situation.Kept)
            .GroupBy(c => c.Deployment)
            .OrderByDescending(g => g.Key)
            .Select(g => new HistoryEntry(g.Key.Text, g.Key.Time, g.First().ImageId, g.Any(c => c.Running), g.Count()));
        return new(target.Key, target.Server.Text, [.. entries]);
    }
}

/// <summary>A deployment.</summary>
/// <param name="Deployment">Its id; what <c>--deployment-id</c> takes.</param>
/// <param name="Time">When it was deployed.</param>
/// <param name="ImageId">The image that it runs.</param>
/// <param name="Runs">Whether it is the one that runs.</param>
/// <param name="Containers">How many containers it has.</param>
public sealed record HistoryEntry(string Deployment, DateTimeOffset Time, string ImageId, bool Runs, int Containers);
