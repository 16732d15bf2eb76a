using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Haloy.Schema.Tests.Documented;
using Haloy.Schema.Tests.Validating;
using YamlDotNet.RepresentationModel;

namespace Haloy.Schema.Tests.Generating;

/// <summary>
/// Makes haloy.schema.json of docs/haloy.yaml. Draft 7, since that is what the YAML language server knows best.
/// </summary>
internal sealed class SchemaGenerator
{
    private const string TargetDefinition = "target";

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AnnotatedExample _example;
    private readonly HashSet<string> _shared;

    private SchemaGenerator(AnnotatedExample example)
    {
        _example = example;
        _shared = [.. example.Keys().Select(key => key.Type.Like ?? key.Type.EachLike).OfType<string>()];
    }

    public static string Generate(AnnotatedExample example) =>
        new SchemaGenerator(example).Root().ToJsonString(Layout) + "\n";

    private JsonObject Root()
    {
        var keys = _example.TopLevelOnly.Keys.Concat(_example.Target.Keys).ToList();
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "urn:nuke-haloy:haloy.schema.json",
            ["title"] = "haloy.yaml",
            ["description"] = "What Nuke.Haloy deploys, and where.",
            ["$comment"] = "Made of docs/haloy.yaml by the tests in tests/Haloy.Schema.Tests; do not edit.",
            ["type"] = "object",
        };
        ValueSchema.Merged(root, MapOf(keys));
        root["definitions"] = Definitions();
        return root;
    }

    private JsonObject Definitions()
    {
        var definitions = new JsonObject { [TargetDefinition] = Target() };
        foreach (var path in _shared.Order(System.StringComparer.Ordinal))
            definitions[path] = Own(_example.At(path));
        return definitions;
    }

    // The base's keys once more, by reference: what stands only at the top level is unknown here.
    private JsonObject Target()
    {
        var properties = new JsonObject();
        foreach (var key in _example.Target.Keys)
            properties[key.Name] = new JsonObject { ["$ref"] = "#/properties/" + key.Name };
        var target = new JsonObject { ["type"] = new JsonArray("object", "null"), ["properties"] = properties, ["additionalProperties"] = false };
        return WithRules(target, _example.Target.Keys);
    }

    private JsonObject MapOf(IReadOnlyList<DocumentedKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[key.Name] = Property(key);
        var map = new JsonObject { ["properties"] = properties, ["additionalProperties"] = false };
        var required = keys.Where(key => key.Type.IsRequired).Select(key => JsonValue.Create(key.Name)).ToArray();
        if (required.Length > 0)
            map["required"] = new JsonArray([.. required]);
        return WithRules(map, keys);
    }

    private static JsonObject WithRules(JsonObject map, IReadOnlyList<DocumentedKey> keys)
    {
        var rules = MapRules.Of(keys).ToArray();
        if (rules.Length > 0)
            map["allOf"] = new JsonArray([.. rules]);
        return map;
    }

    // Draft 7 passes over what stands beside a `$ref`; in `allOf` the key keeps its own description.
    private JsonObject Property(DocumentedKey key)
    {
        var definition = key.Type.Like ?? (_shared.Contains(key.Path) ? key.Path : null);
        var schema = Described(key);
        return definition is null
            ? ValueSchema.Merged(schema, Own(key))
            : ValueSchema.Merged(schema, new JsonObject { ["allOf"] = new JsonArray(ReferenceTo(definition)) });
    }

    private static JsonObject ReferenceTo(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    private static JsonObject Described(DocumentedKey key)
    {
        var type = key.Type;
        var schema = new JsonObject { ["description"] = key.Description + DefaultIn(type) };
        if (type.FixedDefault is { } value)
            schema["default"] = CoreScalar.ToJson(new YamlScalarNode(value) { Style = YamlDotNet.Core.ScalarStyle.Plain });
        if (key.Example is YamlScalarNode example && type.Forms is not [Form.Anything or Form.Choice or Form.Boolean])
            schema["examples"] = new JsonArray(CoreScalar.ToJson(example));
        return schema;
    }

    private static string DefaultIn(TypeLine type) =>
        type.FixedDefault is { } value ? $" Default: `{value}`."
        : type.Default is { } prose ? $" Default: {prose}."
        : "";

    /// <summary>What the value of a key has to be.</summary>
    private JsonObject Own(DocumentedKey key)
    {
        var type = key.Type;
        var mayBeNull = !type.IsRequired && !type.IsNotNull;
        return type.Forms switch
        {
            [Form.MapByName] => ValueSchema.Merged(Plain(type.Forms, mayBeNull), new JsonObject { ["additionalProperties"] = Named(key) }),
            [Form.List(var items)] => ListOf(items, key, mayBeNull),
            _ => TextOrMap(type.Forms, key, mayBeNull),
        };
    }

    private JsonObject ListOf(IReadOnlyList<Form> items, DocumentedKey key, bool mayBeNull)
    {
        // One text stands for a list of one.
        var text = items.Where(item => item is Form.Text).ToList();
        var schema = new ValueSchema(text, mayBeNull, isList: true).ToJson();
        schema["items"] = TextOrMap(items, key, mayBeNull: false);
        return schema;
    }

    private JsonObject TextOrMap(IReadOnlyList<Form> forms, DocumentedKey key, bool mayBeNull)
    {
        var schema = Plain(forms, mayBeNull);
        if (!forms.Any(form => form is Form.Map))
            return schema;
        var map = MapOf(key.Map.Keys);
        return ValueSchema.Merged(schema, forms.Count == 1 ? map : MapRules.OnlyForMaps(map));
    }

    private static JsonObject Plain(IReadOnlyList<Form> forms, bool mayBeNull) => new ValueSchema(forms, mayBeNull).ToJson();

    private JsonObject Named(DocumentedKey key) =>
        key.Type.IsEachATarget ? ReferenceTo(TargetDefinition)
        : key.Type.EachLike is { } like ? ReferenceTo(like)
        : ValueSchema.Merged(new JsonObject { ["type"] = "object" }, MapOf(key.Map.Keys));
}
