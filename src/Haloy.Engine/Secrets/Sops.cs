using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>The sops CLI: how it is asked and how its answer reads. Pure.</summary>
internal static class Sops
{
    public const string Name = "sops";

    /// <summary>The encrypted file's full path.</summary>
    public static string FileOf(SecretSource source, string directory) =>
        Path.GetFullPath(OnePassword.Setting(source, "file") ?? source.Source, directory);

    public static ImmutableArray<string> Arguments(SecretSource source, string directory)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange("--decrypt", "--output-type", "json");
        if (OnePassword.Setting(source, "format") is { } format)
            line.AddRange("--input-type", format == "env" ? "dotenv" : format);
        line.Add(FileOf(source, directory));
        return line.ToImmutable();
    }

    /// <summary>The values that are no maps or lists, under the keys that lead to them, joined by dots; list items by their index.</summary>
    public static IEnumerable<(string Key, string Value)> Values(JsonElement element, string path = "")
    {
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Values(property.Value, Below(property.Name))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Values(item, Below(index.ToString(CultureInfo.InvariantCulture)))),
            JsonValueKind.String => [(path, element.GetString()!)],
            JsonValueKind.Null => [(path, "")],
            _ => [(path, element.GetRawText())],
        };

        string Below(string name) => path.Length == 0 ? name : path + "." + name;
    }
}
