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
            if (key.Type.NotWith is { } other)
                yield return NotBoth(key.Name, other);
            if (key.Type.Either is [var one, var two])
            {
                yield return AnyOf(States(one), States(two));
                yield return NotBoth(one, two);
            }
            if (key.Type.RequiredWithout is { } missing && keys.Any(known => known.Name == missing))
                yield return AnyOf(States(key.Name), HasEntries(missing));
        }
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

    private static JsonObject HasEntries(string key) => new()
    {
        ["required"] = new JsonArray(key),
        ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "object", ["minProperties"] = 1 } },
    };

    private static JsonObject NotNull() => new() { ["not"] = new JsonObject { ["type"] = "null" } };
}
