using System.Linq;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Validation;

/// <summary>
/// The rules between the keys of one target, after inheritance. Messages do not name the target, so that what the base
/// alone has wrong is reported once.
/// </summary>
internal sealed class TargetRules(WrittenManifest manifest, ProblemList problems)
{
    public void Check(ResolvedTarget target)
    {
        CheckStaticNames(target);
        CheckMaxSurge(target);
        CheckAliases(target.Written);
        CheckImageKey(target);
        CheckPush(target);
        CheckDigest(target);
    }

    /// <summary>What is wrong with the base whatever the targets say.</summary>
    public void CheckBase(WrittenTarget @base)
    {
        CheckAliases(@base);
        if (@base.ImageKey is { } key)
            CheckImageKey(key);
    }

    private void CheckStaticNames(ResolvedTarget target)
    {
        if (target.Written.Naming is not { Value: NamingStrategy.Static } naming)
            return;
        var isKnown = !target.Written.Unreadable.Contains("deployment_strategy");
        if (isKnown && target.Spec.Strategy != DeploymentStrategy.Replace)
            problems.Error(
                ProblemKinds.StaticNeedsReplace,
                naming.Place.OrLater(target.Written.Strategy?.Place),
                "`naming_strategy: static` needs `deployment_strategy: replace`: two containers cannot have one name at once.",
                "State `deployment_strategy: replace`, or leave `naming_strategy` out.");
        if (target.Spec.Replicas > 1)
            problems.Error(
                ProblemKinds.StaticNeedsOneReplica,
                naming.Place.OrLater(target.Written.Replicas?.Place),
                $"`naming_strategy: static` allows one replica; `replicas` is {target.Spec.Replicas}: containers cannot share a name.",
                "State `replicas: 1`, or leave `naming_strategy` out.");
    }

    private void CheckMaxSurge(ResolvedTarget target)
    {
        if (target.Written.MaxSurge is { } surge && target.Spec.Strategy == DeploymentStrategy.Replace)
            problems.Warning(
                ProblemKinds.MaxSurgeUnused,
                surge.Place.OrLater(target.Written.Strategy?.Place),
                "`max_surge` has no effect with `deployment_strategy: replace`.",
                "Remove it, or deploy with `rolling`.");
    }

    private void CheckAliases(WrittenTarget target)
    {
        var hasDomains = target.Domains?.Value.Count > 0 || target.Unreadable.Contains("domains");
        if (target.Aliases is { Value.Count: > 0 } aliases && !hasDomains)
            problems.Error(
                ProblemKinds.AliasesWithoutDomains,
                aliases.Place,
                "`aliases` stands without `domains`; an alias redirects to the first domain.",
                "State `domains` beside it.");
    }

    private void CheckImageKey(ResolvedTarget target)
    {
        if (target.Entry.Target.ImageKey is { } key)
            CheckImageKey(key);
    }

    private void CheckImageKey(Written<string> key)
    {
        if (manifest.Images.ContainsKey(key.Value))
            return;
        var nearest = NearestName.Of(key.Value, manifest.Images.Keys);
        problems.Error(
            ProblemKinds.UnknownImageKey,
            key.Place,
            $"`image_key` is `{ScalarTexts.Quote(key.Value)}`; there is no such key under `images`.",
            nearest is not null ? $"Did you mean `{nearest}`?"
            : manifest.Images.Count > 0 ? "There are: " + string.Join(", ", manifest.Images.Keys.Take(20).Select(name => "`" + name + "`")) + "."
            : "State it under `images` at the top level.");
    }

    private void CheckPush(ResolvedTarget target)
    {
        if (target.Spec.Image.Builder is { Push: PushMode.Registry }
            && target.Spec.Image.Registry is null
            && target.Written.Image?.Builder?.Value.Push is { } push)
            problems.Error(
                ProblemKinds.PushNeedsRegistry,
                push.Place,
                "`push: registry` needs a `registry` in `image`.",
                "State `registry` with `username` and `password`, or `push: server`.");
    }

    private void CheckDigest(ResolvedTarget target)
    {
        if (target.Spec.Image.Build && target.Written.Image?.Version is { Value.IsDigest: true } version)
            problems.Error(
                ProblemKinds.ImageReference,
                version.Place,
                "An image that is built cannot have a digest: its digest is known only afterwards.",
                "State a `tag`, or `build: false`.");
    }
}
