using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>
/// New containers first, then the old ones out, <c>max_surge</c> at a time (spec/deploying.md §6): at every moment a
/// healthy container serves.
/// </summary>
internal static class RollingStrategy
{
    public static IEnumerable<Step> Steps(TargetSpec target, Situation situation, EquatableArray<Incoming> incoming)
    {
        var surge = target.MaxSurge.CountFor(incoming.Count);
        var serving = situation.Serving.ToList();
        // Hosts that the target has no longer go when everything went well; until then they answer as unavailable.
        var mustClose = situation.HasRoute && target.Domains.Count == 0;
        for (var done = 0; done < incoming.Count; done += surge)
        {
            var batch = incoming.Skip(done).Take(surge).ToEquatableArray();
            var isLast = done + batch.Count == incoming.Count;
            // As many old ones leave as new ones come; the last step takes all that are left.
            var leaving = serving.Take(isLast ? serving.Count : Math.Min(batch.Count, serving.Count)).ToEquatableArray();
            serving.RemoveRange(0, leaving.Count);

            yield return new Step.Start(batch);
            yield return new Step.AwaitReady(batch);
            if (target.Domains.Count > 0)
                yield return new Step.Route(Members(target, incoming.Take(done + batch.Count), serving));
            var retired = isLast ? situation.Idle.Concat(leaving).ToEquatableArray() : leaving;
            if (retired.Count == 0)
                continue;
            if (mustClose)
                yield return new Step.Close();
            mustClose = false;
            yield return new Step.Retire(retired);
        }
    }

    private static EquatableArray<Member> Members(TargetSpec target, IEnumerable<Incoming> incoming, IEnumerable<ObservedContainer> old) =>
        incoming.Select(i => i.AsMember).Concat(old.Select(c => c.AsMember(target))).ToEquatableArray();
}
