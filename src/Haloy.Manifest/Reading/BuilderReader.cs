using System;
using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads a <c>builder</c>, which may be spelt <c>build_config</c>.</summary>
internal sealed class BuilderReader(SecretText secrets)
{
    private const string Spelling = "builder", OtherSpelling = "build_config";

    private static readonly Parse<PushMode> PushText = ScalarTexts.Choice(("server", PushMode.Server), ("registry", PushMode.Registry));

    private readonly ValueReader _values = new(secrets);

    public Written<WrittenBuilder>? Read(MapReader map)
    {
        if (map.States(Spelling) && map.States(OtherSpelling))
            map.Problems.Error(
                ProblemKinds.BuilderTwice,
                map.PlaceOf(Spelling).OrLater(map.PlaceOf(OtherSpelling)),
                "`builder` and `build_config` stand together; they are two spellings of one key.",
                "Keep one of them.");
        var key = map.States(Spelling) ? Spelling : OtherSpelling;
        return map.MapAt(key) is { } builder ? new Written<WrittenBuilder>(ReadBuilder(builder), map.PlaceOf(key)) : null;
    }

    private WrittenBuilder ReadBuilder(MapReader map)
    {
        map.RefuseUnknownKeys(Keys.Builder);
        RefuseTwoKinds(map);
        var dotnet = map.Value<string>("dotnet", DotnetTexts.Project);
        return new WrittenBuilder
        {
            IsUnreadable = dotnet is null && map.States("dotnet"),
            Context = map.Value<string>("context", ScalarTexts.NotEmpty),
            Dockerfile = map.Value<string>("dockerfile", ScalarTexts.NotEmpty),
            Dotnet = dotnet,
            Base = map.Value<string>("base", DotnetTexts.Base),
            Platform = map.Value<string>("platform", ScalarTexts.NotEmpty),
            Target = map.Value<string>("target", ScalarTexts.NotEmpty),
            Push = map.Value("push", PushText),
            Args = ReadArgs(map),
        };
    }

    private static void RefuseTwoKinds(MapReader map)
    {
        if (!map.States("dotnet"))
        {
            if (map.States("base"))
                map.Problems.Error(
                    ProblemKinds.TwoKindsOfBuilder, map.PlaceOf("base"),
                    "`base` stands without `dotnet`; it is the base image of a project that the .NET SDK publishes.",
                    "State `dotnet` beside it, or name the base in the Dockerfile's `FROM`.");
            return;
        }
        foreach (var key in new[] { "context", "dockerfile", "target" })
            if (map.States(key))
                map.Problems.Error(
                    ProblemKinds.TwoKindsOfBuilder, map.PlaceOf(key).OrLater(map.PlaceOf("dotnet")),
                    $"`{key}` and `dotnet` stand together; the .NET SDK publishes a project without a Dockerfile.",
                    "Keep one of them.");
    }

    private IReadOnlyList<WrittenArg> ReadArgs(MapReader map)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return map.ItemsAt("args", (node, place) => ReadArg(node, place, map.Problems, names), textIsListOfOne: false)?.Value ?? [];
    }

    private WrittenArg? ReadArg(YamlNode node, Place place, ProblemList problems, HashSet<string> names)
    {
        if (node is not MapNode entry)
        {
            if (Shape.SpaceIsMissing(node) is { } missing)
                problems.Error(place, missing);
            else if (node is not BrokenNode)
                problems.Error(place, Shape.Wrong("args", node, "a map with `name`", item: true));
            return null;
        }
        var map = new MapReader(entry, place.Path, problems);
        map.RefuseUnknownKeys(Keys.BuildArg);
        map.Require("name", "The key `name` is missing in this entry of `args`.", "Write `name: VERSION`.");
        var name = map.Value<string>("name", NameTexts.VariableName);
        var source = _values.Read(map, name is null ? "this build argument" : $"the build argument `{name.Value}`", isOptional: true);
        if (name is null)
            return null;
        if (names.Add(name.Value))
            return new WrittenArg(name, source);
        problems.Error(
            ProblemKinds.VariableTwice, name.Place, $"The build argument `{name.Value}` stands twice in this list; it is a duplicate.", "Keep one of them.");
        return null;
    }
}
