using System;
using System.Collections.Generic;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Inheritance;

/// <summary><c>env</c> merges by name: the base's order, overridden in place, then the target's own.</summary>
internal sealed class EnvInheritance
{
    private readonly Written<IReadOnlyList<WrittenVariable>>? _base;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public EnvInheritance(Written<IReadOnlyList<WrittenVariable>>? @base)
    {
        _base = @base;
        for (var i = 0; i < @base?.Value.Count; i++)
            _places.Add(@base.Value[i].Name.Value, i);
    }

    public Written<IReadOnlyList<WrittenVariable>>? Merge(Written<IReadOnlyList<WrittenVariable>>? target)
    {
        if (target is null || _base is null || target.Value.Count == 0)
            return _base ?? target;
        var merged = new List<WrittenVariable>(_base.Value);
        foreach (var variable in target.Value)
        {
            if (_places.TryGetValue(variable.Name.Value, out var place))
                merged[place] = variable;
            else
                merged.Add(variable);
        }
        return new Written<IReadOnlyList<WrittenVariable>>(merged, target.Place);
    }
}
