using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Inheritance;

/// <summary><c>env</c> merges by name: the base's order, overridden in place, then the target's own.</summary>
internal static class EnvInheritance
{
    public static Written<IReadOnlyList<WrittenVariable>>? Merge(
        Written<IReadOnlyList<WrittenVariable>>? target, Written<IReadOnlyList<WrittenVariable>>? @base)
    {
        if (target is null || @base is null || target.Value.Count == 0)
            return @base ?? target;
        var own = target.Value.ToDictionary(variable => variable.Name.Value, StringComparer.Ordinal);
        var inherited = new HashSet<string>(@base.Value.Select(variable => variable.Name.Value), StringComparer.Ordinal);
        var merged = @base.Value
            .Select(variable => own.TryGetValue(variable.Name.Value, out var mine) ? mine : variable)
            .Concat(target.Value.Where(variable => !inherited.Contains(variable.Name.Value)))
            .ToList();
        return new Written<IReadOnlyList<WrittenVariable>>(merged, target.Place);
    }
}
