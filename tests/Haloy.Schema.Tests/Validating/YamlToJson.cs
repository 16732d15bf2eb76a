using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Haloy.Schema.Tests.Validating;

/// <summary>YAML as the JSON that a schema sees: scalars by the core schema, aliases and merge keys resolved.</summary>
internal sealed class YamlToJson
{
    /// <summary>Whether a scalar lost what was written, so that the schema cannot judge it.</summary>
    public bool HasLostText { get; private set; }

    /// <summary>Turns the one document of a text into JSON.</summary>
    public JsonNode? Convert(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text.TrimStart('\uFEFF')));
        return Convert(yaml.Documents.Single().RootNode);
    }

    private JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(Entries(map).Select(entry => KeyValuePair.Create(entry.Key, Convert(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        var scalar => Scalar((YamlScalarNode)scalar),
    };

    private JsonNode? Scalar(YamlScalarNode scalar)
    {
        HasLostText |= !CoreScalar.KeepsItsText(scalar);
        return CoreScalar.ToJson(scalar);
    }

    // What is written in a map wins over what is merged into it, and the first of several merged maps over the next.
    private static Dictionary<string, YamlNode> Entries(YamlMappingNode map)
    {
        var entries = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in map.Children.Where(child => !IsMerge(child.Key)))
            entries.Add(((YamlScalarNode)key).Value!, value);
        foreach (var merged in map.Children.Where(child => IsMerge(child.Key)).SelectMany(child => MapsOf(child.Value)))
        {
            foreach (var (key, value) in Entries(merged))
                entries.TryAdd(key, value);
        }
        return entries;
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    private static IEnumerable<YamlMappingNode> MapsOf(YamlNode value) =>
        value is YamlSequenceNode list ? list.Children.OfType<YamlMappingNode>() : [(YamlMappingNode)value];
}
