using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Validation;

/// <summary>The rules about the names of targets: of their build targets and of their apps.</summary>
internal sealed class TargetNames(ProblemList problems)
{
    // DeployAll, PlanAll, StatusAll … are build targets of their own.
    private const string Taken = "All";

    private readonly Dictionary<string, string> _buildTargets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _alike = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Server, string Name), string> _apps = [];

    /// <summary>Checks the next target.</summary>
    /// <returns>Whether build targets can be made for it.</returns>
    public bool Check(ResolvedTarget target)
    {
        CheckAppName(target);
        return CheckBuildTarget(target.Entry.Key);
    }

    private bool CheckBuildTarget(Written<string> key)
    {
        var name = TargetNaming.PascalCase(key.Value);
        var quoted = ScalarTexts.Quote(key.Value);
        if (name.Length == 0)
        {
            problems.Error(
                ProblemKinds.NoBuildTargetName,
                key.Place,
                $"No build-target name can be made from the target key `{quoted}`.",
                "Give it a letter or a digit.");
            return false;
        }
        if (name == Taken || _buildTargets.ContainsKey(name))
        {
            var other = name == Taken ? "the targets for all" : $"the target `{_buildTargets[name]}`";
            problems.Error(
                ProblemKinds.BuildTargetNameTwice,
                key.Place,
                $"The target `{quoted}` and {other} make the same build-target name, `Deploy{name}`.",
                "Rename one of them.");
            return false;
        }
        _buildTargets.Add(name, quoted);
        if (_alike.TryGetValue(name, out var alike))
            problems.Warning(
                ProblemKinds.BuildTargetNameAlike,
                key.Place,
                $"The build-target names of `{quoted}` and `{alike}` differ only in capitals; on the command line capitals do not count.",
                "Rename one of them.");
        else
            _alike.Add(name, quoted);
        return true;
    }

    private void CheckAppName(ResolvedTarget target)
    {
        var key = target.Entry.Key;
        var isKnown = target.Written.Name is not null || !target.Written.Unreadable.Contains("name");
        if (target.Written.Name is null && isKnown && !NameTexts.IsAppName(key.Value) && TargetNaming.PascalCase(key.Value).Length > 0)
        {
            problems.Error(
                ProblemKinds.TargetKeyNeedsName,
                key.Place,
                $"The target key `{ScalarTexts.Quote(key.Value)}` cannot be the name of its app: {NameTexts.AppNameRule}",
                "State a `name` in the target, or rename its key.");
            return;
        }
        if (!isKnown || target.Written.Unreadable.Contains("server"))
            return;
        var app = (target.Spec.Server.Host, target.Spec.Name);
        if (_apps.TryGetValue(app, out var other))
            problems.Error(
                ProblemKinds.AppNameTwice,
                target.Entry.Own(target.Written.Name?.Place ?? key.Place),
                $"The app name `{target.Spec.Name}` stands twice on the server `{target.Spec.Server.Host}`; the target `{ScalarTexts.Quote(other)}` has it too.",
                "State another `name` in one of them.");
        else
            _apps.Add(app, key.Value);
    }
}
