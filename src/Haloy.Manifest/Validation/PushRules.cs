using System;
using System.Collections.Generic;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Validation;

/// <summary>One reference in a registry is one build.</summary>
internal sealed class PushRules(ProblemList problems)
{
    private readonly Dictionary<string, ResolvedTarget> _pushed = new(StringComparer.Ordinal);

    public void Check(ResolvedTarget target)
    {
        var image = target.Spec.Image;
        if (image.Builder is not { Push: PushMode.Registry } builder)
            return;
        if (!_pushed.TryGetValue(image.Reference, out var other))
        {
            _pushed.Add(image.Reference, target);
            return;
        }
        if (builder == other.Spec.Image.Builder)
            return;
        var place = target.Written.Image?.Builder?.Place ?? target.Written.Image?.Place ?? target.Entry.Key.Place;
        problems.Error(
            ProblemKinds.OneReferenceTwoBuilds,
            target.Entry.Own(place),
            $"The targets `{other.Spec.Key}` and `{target.Spec.Key}` push two different builds to a registry as `{image.Reference}`; the later would overwrite the earlier.",
            "Give one of them another `tag`, or the same `builder` settings and build arguments.");
    }
}
