using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>All old containers out, verified, then the new ones in (spec/deploying.md §6). The proxy answers 503 meanwhile.</summary>
internal static class ReplaceStrategy
{
    public static IEnumerable<Step> Steps(TargetSpec target, Situation situation, EquatableArray<Incoming> incoming)
    {
        var isRouted = target.Domains.Count > 0;
        if (situation.Outgoing.Count > 0)
        {
            if (isRouted || situation.HasRoute)
                yield return new Step.Close();
            yield return new Step.Stop(situation.Outgoing);
        }
        foreach (var rename in Renames(target, situation, incoming))
            yield return rename;
        yield return new Step.Start(incoming);
        yield return new Step.AwaitReady(incoming);
        if (isRouted)
            yield return new Step.Route(incoming.Select(i => i.AsMember).ToEquatableArray());
    }

    // A static name must be free before the next container takes it; the one that has it is kept under another.
    private static IEnumerable<Step> Renames(TargetSpec target, Situation situation, EquatableArray<Incoming> incoming)
    {
        if (target.Naming != NamingStrategy.Static)
            yield break;
        foreach (var holder in situation.Outgoing.Concat(situation.Kept).Where(c => c.Name == target.Name && incoming.All(i => i.Kept?.Id != c.Id)))
            yield return new Step.Rename(holder, ContainerNames.Kept(holder));
        foreach (var back in incoming.Where(i => i.Kept is not null && i.Kept.Name != target.Name))
            yield return new Step.Rename(back.Kept!, target.Name);
    }
}
