using System;
using System.Collections.Generic;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>A list or a map whose end has not been read yet.</summary>
internal abstract class OpenNode(SourcePosition position, string? anchor, KeyPath path, bool isBlock)
{
    /// <summary>Whether its lines are told apart by their indentation, not by brackets.</summary>
    public bool IsBlock { get; } = isBlock;

    /// <summary>Whether what comes next begins an item or an entry.</summary>
    public abstract bool IsAtBeginning { get; }

    public SourcePosition Position { get; } = position;

    public string? Anchor { get; } = anchor;

    public KeyPath Path { get; } = path;

    /// <summary>The path of what comes next in it.</summary>
    public abstract KeyPath NextPath { get; }

    /// <summary>See <see cref="YamlNode.Weight"/>; never more than a little over the limit.</summary>
    public int Weight { get; protected set; } = 1;

    public abstract void Add(YamlNode node, ProblemList problems);

    public abstract YamlNode Close(int endOffset, ProblemList problems);
}

/// <summary>A list that is being read.</summary>
internal sealed class OpenList(SourcePosition position, string? anchor, KeyPath path, bool isBlock)
    : OpenNode(position, anchor, path, isBlock)
{
    public override bool IsAtBeginning => true;

    private readonly List<YamlNode> _items = [];

    public override KeyPath NextPath => Path.Then(_items.Count);

    public override void Add(YamlNode node, ProblemList problems)
    {
        _items.Add(node);
        Weight += node.Weight;
    }

    public override YamlNode Close(int endOffset, ProblemList problems) => new ListNode(Position, _items) { Weight = Weight };
}

/// <summary>A map that is being read: key, value, key, value …</summary>
internal sealed class OpenMap(SourcePosition position, string? anchor, KeyPath path, bool isBlock)
    : OpenNode(position, anchor, path, isBlock)
{
    public override bool IsAtBeginning => _key is null;

    private readonly Dictionary<string, MapEntry> _byKey = new(StringComparer.Ordinal);
    private readonly List<MapEntry> _entries = [];
    private MapEntry? _merge;
    private YamlNode? _key;

    public override KeyPath NextPath => _key is ScalarNode key ? Path.Then(key.Text) : Path;

    public override void Add(YamlNode node, ProblemList problems)
    {
        if (_key is null)
        {
            _key = node;
            return;
        }
        if (_key is ScalarNode key)
            AddEntry(new MapEntry(key, node), problems);
        else if (_key is not BrokenNode)
            problems.Error(ProblemKinds.WrongShape, new Place(_key.Position, Path), "A key has to be a text, not a list or a map.");
        _key = null;
    }

    private void AddEntry(MapEntry entry, ProblemList problems)
    {
        Weight += 1 + entry.Value.Weight;
        var isMerge = entry.Key is { Text: "<<", IsPlain: true };
        if (isMerge ? _merge is not null : _byKey.ContainsKey(entry.Key.Text))
        {
            var first = isMerge ? _merge! : _byKey[entry.Key.Text];
            problems.Error(
                ProblemKinds.DuplicateKey,
                new Place(entry.Key.Position, Path.Then(entry.Key.Text)),
                $"The key `{entry.Key.Text}` stands twice in one map; it is a duplicate of the one on line {first.Key.Position.Line}.",
                isMerge ? "Merge several maps with one list: `<<: [*a, *b]`." : "Keep one of them.");
        }
        else if (isMerge)
        {
            _merge = entry;
        }
        else
        {
            _byKey.Add(entry.Key.Text, entry);
            _entries.Add(entry);
        }
    }

    public override YamlNode Close(int endOffset, ProblemList problems)
    {
        if (_merge is not null)
            Merge(_merge, problems);
        if (_entries.Count > ReadingLimits.Keys)
        {
            problems.Error(
                ProblemKinds.TooLarge, new Place(Position, Path), $"This map has {_entries.Count} keys; {ReadingLimits.Keys} is the limit.");
            return new BrokenNode(Position) { Weight = Weight };
        }
        return new MapNode(Position, endOffset, _byKey, _entries) { Weight = Weight };
    }

    private void Merge(MapEntry merge, ProblemList problems)
    {
        var sources = merge.Value is ListNode list ? list.Items : [merge.Value];
        foreach (var source in sources)
        {
            if (source is MapNode map)
                MergeIn(map);
            else if (source is not BrokenNode)
                problems.Error(
                    ProblemKinds.MergeKey,
                    new Place(merge.Key.Position, Path.Then("<<")),
                    "The merge key `<<` takes a map or a list of maps.",
                    "Write `<<: *name`, where a map has the anchor `&name`.");
        }
    }

    private void MergeIn(MapNode map)
    {
        foreach (var entry in map.Entries)
        {
            if (_byKey.ContainsKey(entry.Key.Text))
                continue;
            _byKey.Add(entry.Key.Text, entry);
            _entries.Add(entry);
            Weight += 1 + entry.Value.Weight;
        }
    }
}
