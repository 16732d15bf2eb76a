using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>The 1Password CLI: how it is asked and how its answer reads. Pure.</summary>
internal static class OnePassword
{
    public const string Name = "onepassword";

    public static ImmutableArray<string> Arguments(SecretSource source)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange("item", "get", Setting(source, "item") ?? source.Source);
        if (Setting(source, "vault") is { } vault)
            line.AddRange("--vault", vault);
        if (Setting(source, "account") is { } account)
            line.AddRange("--account", account);
        line.AddRange("--format", "json");
        return line.ToImmutable();
    }

    /// <summary>
    /// Every field under its label and its id, and under <c>section.label</c> when it has a section; <c>url</c> is the
    /// item's website when no field has that name.
    /// </summary>
    public static IEnumerable<(string Key, string Value)> Values(JsonElement item)
    {
        var fields = Items(item, "fields").SelectMany(FieldValues).ToList();
        var url = Items(item, "urls").OrderByDescending(IsPrimary).Select(entry => Text(entry, "href")).FirstOrDefault();
        return url is null || fields.Exists(field => field.Key == "url") ? fields : fields.Append(("url", url));
    }

    public static string? Setting(SecretSource source, string name) =>
        source.Settings.FirstOrDefault(setting => setting.Name == name)?.Value;

    private static IEnumerable<(string Key, string Value)> FieldValues(JsonElement field)
    {
        var value = Text(field, "value") ?? "";
        var label = Text(field, "label");
        var id = Text(field, "id");
        if (label is not null)
            yield return (label, value);
        if (label is not null && field.TryGetProperty("section", out var section) && Text(section, "label") is { Length: > 0 } name)
            yield return (name + "." + label, value);
        if (id is not null && id != label)
            yield return (id, value);
    }

    private static bool IsPrimary(JsonElement url) =>
        url.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.True;

    private static IEnumerable<JsonElement> Items(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
