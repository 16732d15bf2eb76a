using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Conformance;
using NJsonSchema;

namespace Haloy.Schema.Tests.Validating;

/// <summary>The committed schema, in a validator that others have written.</summary>
internal static class SchemaFile
{
    public static string Path { get; } = System.IO.Path.Combine(CaseFolders.Root()!, "src", "Nuke.Haloy", "haloy.schema.json");

    public static string Text { get; } = File.Exists(Path) ? File.ReadAllText(Path) : "{}";

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Text).GetAwaiter().GetResult();

    /// <summary>What the validator has against a configuration; empty: it accepts it.</summary>
    public static IReadOnlyList<string> Complaints(JsonNode? configuration) =>
        Schema.Validate(configuration?.ToJsonString() ?? "null").Select(error => error.ToString()).ToList();

    public static IReadOnlyList<string> Complaints(string yaml) => Complaints(new YamlToJson().Convert(yaml));
}
