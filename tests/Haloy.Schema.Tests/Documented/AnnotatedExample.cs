using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Conformance;
using YamlDotNet.RepresentationModel;

namespace Haloy.Schema.Tests.Documented;

/// <summary>
/// docs/haloy.yaml, taken apart. A key is described where it stands first, in the base or in a target, since some cannot
/// stand side by side; what is like another key adds to that key's map.
/// </summary>
internal sealed class AnnotatedExample
{
    private readonly CommentLines _comments;
    private readonly List<string> _undescribed = [];
    private readonly List<string> _describedTwice = [];

    private AnnotatedExample(string text)
    {
        Text = text;
        _comments = new CommentLines(text);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        Walk((YamlMappingNode)yaml.Documents[0].RootNode, Target);
    }

    public static AnnotatedExample Instance { get; } =
        new(File.ReadAllText(Path.Combine(CaseFolders.Root()!, "docs", "haloy.yaml")).ReplaceLineEndings("\n"));

    public string Text { get; }

    /// <summary>What base and targets share.</summary>
    public DocumentedMap Target { get; } = new("");

    /// <summary>What stands only at the top level.</summary>
    public DocumentedMap TopLevelOnly { get; } = new("");

    /// <summary>Keys of the example without a comment and a type line.</summary>
    public IReadOnlyList<string> Undescribed => _undescribed;

    public IReadOnlyList<string> DescribedTwice => _describedTwice;

    /// <summary>All keys, each once.</summary>
    public IEnumerable<DocumentedKey> Keys() => Maps().SelectMany(map => map.Keys);

    /// <summary>All kinds of maps with keys of their own, each once.</summary>
    public IReadOnlyList<DocumentedMap> Maps()
    {
        var maps = new List<DocumentedMap> { TopLevelOnly, Target };
        for (var i = 0; i < maps.Count; i++)
            maps.AddRange(maps[i].Keys.Select(key => key.Map).Where(map => map.Keys.Count > 0).Distinct().Except(maps).ToList());
        return maps;
    }

    public DocumentedKey At(string path)
    {
        var names = path.Split('.');
        var key = Target.Find(names[0]) ?? TopLevelOnly.Find(names[0]);
        foreach (var name in names.Skip(1))
            key = key?.Map.Find(name);
        return key ?? throw new FormatException($"docs/haloy.yaml describes no key `{path}` up to here.");
    }

    private void Walk(YamlMappingNode node, DocumentedMap map)
    {
        foreach (var (keyNode, value) in node.Children)
        {
            var name = ((YamlScalarNode)keyNode).Value!;
            if (Describe(map, name, (int)keyNode.Start.Line, value) is { } key)
                WalkValue(key, value);
            else
                _undescribed.Add(map.PathOf(name));
        }
    }

    private DocumentedKey? Describe(DocumentedMap map, string name, int line, YamlNode value)
    {
        var known = map.Find(name) ?? (map == Target ? TopLevelOnly.Find(name) : null);
        if (_comments.Above(line) is not var (description, typeLine))
            return known;
        if (known is not null)
            _describedTwice.Add(known.Path);
        var type = TypeLine.Parse(typeLine);
        var path = map.PathOf(name);
        var key = new DocumentedKey(path, description, type, value, MapOf(type, path));
        (type.IsTopLevelOnly ? TopLevelOnly : map).Add(key);
        return key;
    }

    private DocumentedMap MapOf(TypeLine type, string path) =>
        type.IsEachATarget ? Target
        : (type.Like ?? type.EachLike) is { } like ? At(like).Map
        : new DocumentedMap(path);

    private void WalkValue(DocumentedKey key, YamlNode value)
    {
        var maps = value switch
        {
            YamlMappingNode named when key.Type.Forms.Any(form => form is Form.MapByName) => named.Children.Values,
            YamlSequenceNode list => list.Children,
            _ => [value],
        };
        foreach (var map in maps.OfType<YamlMappingNode>())
            Walk(map, key.Map);
    }
}
