using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads where a value comes from: exactly one of <c>value</c> and <c>from</c>.</summary>
internal sealed class ValueReader(SecretText secrets)
{
    /// <summary>A value source that stands at a key: a map, or plain text.</summary>
    public Written<ValueSource>? ReadAt(MapReader map, string key)
    {
        if (map.NodeAt(key) is not MapNode)
            return map.Value<ValueSource>(key, (_, text) => Finding<ValueSource>.Of(new ValueSource.Literal(text)));
        var inner = map.MapAt(key)!;
        inner.RefuseUnknownKeys(Keys.ValueSource);
        return Read(inner, $"`{key}`");
    }

    /// <summary>The value source of an entry that has other keys beside it.</summary>
    public Written<ValueSource>? Read(MapReader map, string what, bool isOptional = false)
    {
        if (map.Map.Find("value") is { Value: ScalarNode { IsNull: true } })
            return RefuseEmpty(map, what);
        if (map.States("value") && map.States("from"))
        {
            map.Problems.Error(
                ProblemKinds.ValueAndFrom,
                map.PlaceOf("value").OrLater(map.PlaceOf("from")),
                $"{Begin(what)} has both `value` and `from`.",
                "Keep one of them.");
            return null;
        }
        if (map.States("value"))
            return map.Value<ValueSource>("value", (_, text) => Finding<ValueSource>.Of(new ValueSource.Literal(text)));
        if (map.States("from"))
            return ReadFrom(map);
        if (!isOptional && !map.WasMeant("from"))
            map.Require("value", $"{Begin(what)} has neither `value` nor `from`.", "Write `value: …`, `from: { env: NAME }` or `from: { secret: … }`.", ProblemKinds.NoValue);
        return null;
    }

    private static Written<ValueSource>? RefuseEmpty(MapReader map, string what)
    {
        map.Problems.Error(
            ProblemKinds.EmptyValue,
            map.PlaceOf("value"),
            $"The `value` of {what} has nothing after it.",
            "Write `value: \"\"` for an empty text, or remove the entry.");
        return null;
    }

    private Written<ValueSource>? ReadFrom(MapReader map)
    {
        if (map.MapAt("from") is not { } from)
            return null;
        from.RefuseUnknownKeys(Keys.From);
        if (from.States("env") && from.States("secret"))
        {
            map.Problems.Error(
                ProblemKinds.ValueAndFrom,
                from.PlaceOf("env").OrLater(from.PlaceOf("secret")),
                "`from` has both `env` and `secret`.",
                "Keep one of them.");
            return null;
        }
        if (from.States("secret"))
            return Sourced(map, from.Value<string>("secret", secrets.Parse) is { } secret ? new ValueSource.FromSecret(secret.Value) : null);
        if (from.States("env"))
            return Sourced(map, from.Value<string>("env", NameTexts.VariableName) is { } env ? new ValueSource.FromEnvironment(env.Value) : null);
        if (!from.WasMeant("secret"))
            from.Require("env", "`from` has neither `env` nor `secret`.", "Write `from: { env: NAME }` or `from: { secret: provider:source.key }`.", ProblemKinds.NoValue);
        return null;
    }

    private static Written<ValueSource>? Sourced(MapReader map, ValueSource? source) =>
        source is null ? null : new Written<ValueSource>(source, map.PlaceOf("from"));

    private static string Begin(string what) => char.ToUpperInvariant(what[0]) + what.Substring(1);
}
