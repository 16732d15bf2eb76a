using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Inheritance;

/// <summary><c>preset</c>: speaks only where the file says nothing.</summary>
internal static class Presets
{
    public static WrittenTarget Apply(WrittenTarget target)
    {
        if (target.Preset is not { } preset)
            return target;
        var makesStatic = target.Strategy?.Value != DeploymentStrategy.Rolling && !(target.Replicas?.Value > 1);
        var image = target.Image ?? new WrittenImage { Place = preset.Place };
        return target with
        {
            Strategy = target.Strategy ?? Say(preset, DeploymentStrategy.Replace),
            Naming = target.Naming ?? (makesStatic ? Say(preset, NamingStrategy.Static) : null),
            Protected = target.Protected ?? (preset.Value == Preset.Database ? Say(preset, true) : null),
            Image = image with
            {
                PullPolicy = image.PullPolicy ?? Say(preset, PullPolicy.IfMissing),
                History = image.History ?? Say(preset, new HistorySpec(HistoryStrategy.None, null, null)),
            },
        };
    }

    private static Written<T> Say<T>(Written<Preset> preset, T value) => new(value, preset.Place);
}
