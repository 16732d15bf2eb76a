using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads the top level of the file.</summary>
internal sealed class FileReader(ProblemList problems, IManifestSurroundings? surroundings)
{
    private const string TargetsKey = "targets";

    private bool _hasMisplacedTarget;

    public WrittenManifest Read(MapNode root)
    {
        var top = new MapReader(root, KeyPath.Root, problems);
        top.RefuseUnknownKeys(Keys.TopLevel, MisplacedTarget);
        var providers = new SecretProvidersReader(surroundings);
        providers.Read(top);
        var reader = new TargetReader(new SecretText(providers.Names));
        var manifest = new WrittenManifest
        {
            Images = ReadImages(top, reader.Images),
            Base = reader.Read(top),
            Targets = ReadTargets(top, reader),
            SecretSources = providers.Sources,
            GlobalPreDeploy = ReadCommands(top, "global_pre_deploy"),
            GlobalPostDeploy = ReadCommands(top, "global_post_deploy"),
        };
        if (manifest.Targets is null && !_hasMisplacedTarget && !top.WasMeant(TargetsKey) && !top.Unreadable.Contains(TargetsKey))
            RequireName(top);
        return manifest;
    }

    private static void RequireName(MapReader top) => top.Require(
        "name",
        "The file has neither `targets` nor `name`.",
        "Write `name: my-app` for one target, or list several under `targets:`.",
        ProblemKinds.MissingName);

    private Complaint? MisplacedTarget(MapEntry entry)
    {
        if (!LooksLikeTarget(entry.Value))
            return null;
        _hasMisplacedTarget = true;
        return new Complaint(
            ProblemKinds.MisplacedTarget,
            $"The key `{entry.Key.Text}` is unknown here and looks like a target.",
            "Indent it under `targets:`.");
    }

    private static bool LooksLikeTarget(YamlNode node) =>
        node is MapNode map
        && map.Entries.Count(entry => Keys.Target.Knows(entry.Key.Text)) is var known and > 0
        && known * 2 > map.Entries.Count;

    private static Dictionary<string, WrittenImage> ReadImages(MapReader top, ImageReader reader)
    {
        var images = new Dictionary<string, WrittenImage>(StringComparer.Ordinal);
        if (top.MapAt("images") is not { } map)
            return images;
        foreach (var key in map.Map.Entries.Select(entry => entry.Key.Text))
            images[key] = reader.Read(map, key) ?? new WrittenImage { Place = map.PlaceOf(key) };
        return images;
    }

    private List<WrittenEntry>? ReadTargets(MapReader top, TargetReader reader)
    {
        if (top.MapAt(TargetsKey) is not { Map.Entries.Count: > 0 } map)
            return null;
        var entries = map.Map.Entries;
        if (entries.Count > ReadingLimits.Targets)
            problems.Error(
                ProblemKinds.TooLarge, top.PlaceOf(TargetsKey), $"The file has {entries.Count} targets; {ReadingLimits.Targets} is the limit.");
        var targets = new List<WrittenEntry>();
        for (var i = 0; i < Math.Min(entries.Count, ReadingLimits.Targets); i++)
            targets.Add(ReadTarget(map, entries[i], EndOf(map.Map, i), reader));
        return targets;
    }

    // A target ends where the next begins; one that was merged in lies wherever its anchor is.
    private static int EndOf(MapNode targets, int index)
    {
        var start = targets.Entries[index].Key.Position.Offset;
        var next = index + 1 < targets.Entries.Count ? targets.Entries[index + 1].Key.Position.Offset : targets.EndOffset;
        return next > start ? next : targets.EndOffset;
    }

    private static WrittenEntry ReadTarget(MapReader map, MapEntry entry, int end, TargetReader reader)
    {
        var key = new Written<string>(entry.Key.Text, map.PlaceOf(entry.Key.Text));
        if (!map.States(key.Value))
            return new WrittenEntry(key, TargetReader.Nothing(key.Place), end);
        if (map.MapAt(key.Value) is not { } body)
            return new WrittenEntry(key, TargetReader.Nothing(key.Place, Keys.Target), end);
        body.RefuseUnknownKeys(Keys.Target);
        return new WrittenEntry(key, reader.Read(body), end);
    }

    private static EquatableArray<string> ReadCommands(MapReader top, string key) =>
        top.TextsAt<string>(key, ScalarTexts.Any)?.Value.Select(command => command.Value).ToEquatableArray() ?? default;
}
