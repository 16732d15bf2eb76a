using System;
using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads an <c>image</c>: a reference, or a map.</summary>
internal sealed class ImageReader(SecretText secrets)
{
    private static readonly Parse<PullPolicy> PullPolicyText =
        ScalarTexts.Choice(("always", PullPolicy.Always), ("if_missing", PullPolicy.IfMissing), ("never", PullPolicy.Never));

    private static readonly Parse<HistoryStrategy> HistoryText =
        ScalarTexts.Choice(("local", HistoryStrategy.Local), ("registry", HistoryStrategy.Registry), ("none", HistoryStrategy.None));

    private readonly BuilderReader _builders = new(secrets);
    private readonly ValueReader _values = new(secrets);

    public WrittenImage? Read(MapReader map, string key)
    {
        if (map.NodeAt(key) is not { } node)
            return null;
        if (node is not MapNode)
            return ReadText(map, key);
        var place = map.PlaceOf(key);
        return ReadMap(map.MapAt(key)!, place);
    }

    private static WrittenImage ReadText(MapReader map, string key)
    {
        var place = map.PlaceOf(key);
        var name = map.Value<ImageName>(key, ImageText.Parse);
        return name is null
            ? new WrittenImage { Place = place, IsText = true, IsUnreadable = true }
            : new WrittenImage { Place = place, IsText = true, Repository = RepositoryOf(name), Version = VersionOf(name) };
    }

    private WrittenImage ReadMap(MapReader map, Place place)
    {
        map.RefuseUnknownKeys(Keys.Image);
        var name = map.Value<ImageName>("repository", ImageText.Parse);
        var tag = map.Value<ImageVersion>("tag", ImageText.ParseTag);
        return new WrittenImage
        {
            Place = place,
            IsUnreadable = name is null && (map.States("repository") || map.WasMeant("repository")),
            Repository = name is null ? null : RepositoryOf(name),
            Version = tag ?? (name is null ? null : VersionOf(name)),
            Build = map.Value<bool>("build", ScalarTexts.Boolean),
            Builder = _builders.Read(map),
            PullPolicy = map.Value("pull_policy", PullPolicyText),
            Registry = ReadRegistry(map),
            History = ReadHistory(map),
        };
    }

    private static Written<string> RepositoryOf(Written<ImageName> name) => new(name.Value.Repository, name.Place);

    private static Written<ImageVersion>? VersionOf(Written<ImageName> name) =>
        name.Value.Version is { } version ? new Written<ImageVersion>(version, name.Place) : null;

    private Written<RegistrySpec>? ReadRegistry(MapReader map)
    {
        if (map.MapAt("registry") is not { } registry)
            return null;
        registry.RefuseUnknownKeys(Keys.Registry);
        registry.Require("username", "The key `username` is missing in `registry`.", "Write `username: …`, or `username: { from: … }`.");
        registry.Require("password", "The key `password` is missing in `registry`.", "Write `password: { from: { env: NAME } }` or `{ from: { secret: … } }`.");
        var server = registry.Value<string>("server", ScalarTexts.NotEmpty);
        var username = _values.ReadAt(registry, "username");
        var password = _values.ReadAt(registry, "password");
        if (username is null || password is null)
            map.MarkUnreadable("registry");
        var unread = new ValueSource.Literal("");
        return new Written<RegistrySpec>(
            new RegistrySpec(server?.Value, username?.Value ?? unread, password?.Value ?? unread), map.PlaceOf("registry"));
    }

    private static Written<HistorySpec>? ReadHistory(MapReader map)
    {
        if (map.MapAt("history") is not { } history)
            return null;
        history.RefuseUnknownKeys(Keys.History);
        var strategy = history.Value("strategy", HistoryText)?.Value ?? HistoryStrategy.Local;
        var count = history.Value("count", ScalarTexts.WholeNumber(1, int.MaxValue));
        var pattern = history.Value<string>("pattern", ScalarTexts.NotEmpty);
        if (strategy == HistoryStrategy.None && count is not null)
            map.Problems.Warning(
                ProblemKinds.HistoryCountUnused, count.Place, "`count` has no effect: the history strategy `none` keeps nothing.", "Remove it.");
        int? kept = strategy == HistoryStrategy.None ? null : count?.Value ?? Defaults.HistoryCount;
        return new Written<HistorySpec>(new HistorySpec(strategy, kept, pattern?.Value), map.PlaceOf("history"));
    }
}
