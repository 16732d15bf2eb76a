using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Haloy.Engine.Planning;

/// <summary>A value of the resolved configuration that differs between what runs and what is wanted. Secrets are references on both sides.</summary>
/// <param name="Path">Where, such as <c>replicas</c> or <c>env.LOG_LEVEL</c>.</param>
/// <param name="Before">What runs, as JSON; null: it is not there.</param>
/// <param name="After">What is wanted, as JSON; null: it goes.</param>
public sealed record ConfigurationChange(string Path, string? Before, string? After)
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All that differs, in the order of the resolved form.</summary>
    /// <param name="before">The label of a container that runs.</param>
    /// <param name="after">The resolved configuration.</param>
    public static IReadOnlyList<ConfigurationChange> Between(string before, string after)
    {
        var old = Values(before);
        var wanted = Values(after);
        return
        [
            .. wanted.Select(v => new ConfigurationChange(v.Key, old.GetValueOrDefault(v.Key), v.Value))
                .Concat(old.Where(v => !wanted.ContainsKey(v.Key)).Select(v => new ConfigurationChange(v.Key, v.Value, null)))
                .Where(c => c.Before != c.After),
        ];
    }

    private static Dictionary<string, string> Values(string spec)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            Add(values, "", JsonNode.Parse(spec));
        }
        catch (JsonException)
        {
            // Somebody else's label: then everything is new.
        }
        return values;
    }

    private static void Add(Dictionary<string, string> values, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                    Add(values, path.Length == 0 ? name : $"{path}.{name}", value);
                break;
            // A variable is found by its name wherever it stands in the list.
            case JsonArray list when list.Count > 0 && list.All(item => item is JsonObject named && named["name"] is not null):
                foreach (var item in list)
                    values[$"{path}.{(string?)item!["name"]}"] = Text(item["value"] ?? item["from"]);
                break;
            default:
                values[path] = Text(node);
                break;
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(s_plain) ?? "null";
}
