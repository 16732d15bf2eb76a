using System;
using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads <c>env</c>.</summary>
internal sealed class EnvReader(SecretText secrets)
{
    private readonly ValueReader _values = new(secrets);

    public Written<IReadOnlyList<WrittenVariable>>? Read(MapReader map)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return map.ItemsAt("env", (node, place) => ReadItem(node, place, map.Problems, names), textIsListOfOne: false);
    }

    private WrittenVariable? ReadItem(YamlNode node, Place place, ProblemList problems, HashSet<string> names)
    {
        if (node is MapNode entry)
            return ReadEntry(new MapReader(entry, place.Path, problems), names);
        if (Shape.SpaceIsMissing(node) is { } missing)
            problems.Error(place, missing);
        else if (node is not BrokenNode)
            problems.Error(place, Shape.Wrong("env", node, "a map with `name` and `value` or `from`", item: true));
        return null;
    }

    private WrittenVariable? ReadEntry(MapReader map, HashSet<string> names)
    {
        map.RefuseUnknownKeys(Keys.EnvEntry);
        map.Require("name", "The key `name` is missing in this entry of `env`.", "Write `name: LOG_LEVEL`.");
        var name = map.Value<string>("name", NameTexts.VariableName);
        var source = _values.Read(map, name is null ? "this entry of `env`" : $"the variable `{name.Value}`");
        var buildArg = map.Value<bool>("build_arg", ScalarTexts.Boolean);
        if (name is null)
            return null;
        if (names.Add(name.Value))
            return new WrittenVariable(name, source, buildArg?.Value ?? false);
        map.Problems.Error(
            ProblemKinds.VariableTwice,
            name.Place,
            $"The variable `{name.Value}` stands twice in this list; it is a duplicate.",
            "Keep one of them. A target's entry replaces one of the same name in the base.");
        return null;
    }
}
