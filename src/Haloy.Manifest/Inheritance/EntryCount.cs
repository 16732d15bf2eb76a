using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Inheritance;

/// <summary>Counts what inheritance multiplies: a long list in the base, once for every target.</summary>
internal sealed class EntryCount(ProblemList problems)
{
    private int _count;
    private bool _isReported;

    /// <summary>The target, or, beyond the limit, the target without its lists.</summary>
    public WrittenTarget Within(WrittenEntry entry, WrittenTarget target)
    {
        if (_count <= ReadingLimits.Entries)
            _count += Of(target);
        if (_count <= ReadingLimits.Entries)
            return target;
        if (!_isReported)
            problems.Error(
                ProblemKinds.TooLarge,
                entry.Key.Place,
                $"With this target the variables, build arguments, domains, volumes and commands of all targets come to more than {ReadingLimits.Entries}, inherited ones counted for each target.");
        _isReported = true;
        return WithoutLists(target);
    }

    private static WrittenTarget WithoutLists(WrittenTarget target) => target with
    {
        Env = null,
        Image = target.Image is { Builder: { } builder } image ? image with { Builder = builder with { Value = builder.Value with { Args = [] } } } : target.Image,
        Domains = null,
        Aliases = null,
        Volumes = null,
        PreDeploy = null,
        PostDeploy = null,
    };

    private static int Of(WrittenTarget target) =>
        (target.Env?.Value.Count ?? 0)
        + (target.Image?.Builder?.Value.Args.Count ?? 0)
        + (target.Domains?.Value.Sum(domain => 1 + domain.Aliases.Count) ?? 0)
        + (target.Aliases?.Value.Count ?? 0)
        + (target.Volumes?.Value.Count ?? 0)
        + (target.PreDeploy?.Value.Count ?? 0)
        + (target.PostDeploy?.Value.Count ?? 0);
}
