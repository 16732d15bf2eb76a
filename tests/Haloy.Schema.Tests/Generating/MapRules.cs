using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Schema.Tests.Documented;

namespace Haloy.Schema.Tests.Generating;

/// <summary>The rules between the keys of one map. A key that is null is not stated, so `required` alone says too little.</summary>
internal static class MapRules
{
    public static IEnumerable<JsonObject> Of(IReadOnlyList<DocumentedKey> keys)
    {
        foreach (var key in keys)
        {
            foreach (var other in key.Type.NotWith)
                yield return NotBoth(key.Name, other);
            if (key.Type.OnlyWith is { } needed)
                yield return AnyOf(DoesNotState(key.Name), States(needed));
            if (key.Type.Either is [var one, var two])
            {
                yield return AnyOf(States(one), States(two));
                yield return NotBoth(one, two);
            }
            if (key.Type.RequiredWithout is { } missing && keys.Any(known => known.Name == missing))
                yield return AnyOf(States(key.Name), HasEntries(missing));
        }
    }

    /// <summary>
    /// The same map where a text may stand in its place. Strictly its rules would pass for a text, but not all validators
    /// are that strict.
    /// </summary>
    public static JsonObject OnlyForMaps(JsonObject map)
    {
        var rules = map["allOf"]?.AsArray().Select(rule => (JsonObject)rule!.DeepClone()).ToList() ?? [];
        if (map["required"] is { } required)
            rules.Insert(0, new JsonObject { ["required"] = required.DeepClone() });
        map.Remove("required");
        map.Remove("allOf");
        if (rules.Count > 0)
            map["allOf"] = new JsonArray([.. rules.Select(rule => AnyOf(rule, NotA("object")))]);
        return map;
    }

    private static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject NotBoth(string one, string two) => new()
    {
        ["not"] = new JsonObject
        {
            // `required` passes for whatever is no map; null must not be refused for it.
            ["type"] = "object",
            ["required"] = new JsonArray(one, two),
            ["properties"] = new JsonObject { [one] = NotNull(), [two] = NotNull() },
        },
    };

    private static JsonObject States(string key) => new()
    {
        ["required"] = new JsonArray(key),
        ["properties"] = new JsonObject { [key] = NotNull() },
    };

    private static JsonObject DoesNotState(string key) => new() { ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "null" } } };

    private static JsonObject HasEntries(string key) => new()
    {
        ["required"] = new JsonArray(key),
        ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "object", ["minProperties"] = 1 } },
    };

    private static JsonObject NotNull() => NotA("null");

    private static JsonObject NotA(string type) => new() { ["not"] = new JsonObject { ["type"] = type } };
}
