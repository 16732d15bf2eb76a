using System;
using System.Collections.Generic;
using Haloy.Manifest.Validation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Haloy.Manifest.Reading;

/// <summary>
/// Makes the tree of the first document. Works event by event with a stack of its own, so that no depth of the input is
/// a depth of ours, and stops at the limits.
/// </summary>
internal sealed class YamlTree
{
    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly YamlEvents _events;
    private readonly Stack<OpenNode> _open = new();
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _documents;
    private bool _stopped;

    private YamlTree(SourceText source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _events = new YamlEvents(source.Text.Substring(source.BodyStart));
    }

    /// <summary>The root of the first document; null: it is empty or could not be read to its end.</summary>
    public YamlNode? Root { get; private set; }

    /// <summary>Why the text is not YAML; null: it is.</summary>
    public YamlFailure? Failure { get; private set; }

    /// <summary>Whether there are no problems but that nothing is in the file.</summary>
    public bool IsEmpty => Failure is null && !_stopped && _documents < 2 && Root is null or ScalarNode { IsNull: true };

    public static YamlTree Of(SourceText source, ProblemList problems)
    {
        var tree = new YamlTree(source, problems);
        while (!tree._stopped && tree._events.Next() is { } next)
            tree.Take(next);
        if (tree._events.Failure is { } failure)
            tree.Failure = new YamlFailure(failure.Offset + source.BodyStart, failure.EndOffset + source.BodyStart, failure.Message);
        return tree;
    }

    private void Take(ParsingEvent next)
    {
        if (next is NodeEvent && _open.Count > 0 && _open.Peek() is { IsBlock: true, IsAtBeginning: true })
            RefuseTab(Offset(next.Start));
        switch (next)
        {
            case DocumentStart start when ++_documents == 2:
                _problems.Error(
                    ProblemKinds.SecondDocument,
                    new Place(_source.At(Offset(start.Start), 3), KeyPath.Root),
                    "A second document begins here; a configuration is one document.",
                    "Remove the `---`, or move what follows into a file of its own.");
                _stopped = true;
                break;
            case Scalar scalar:
                Add(Anchored(scalar, ReadScalar(scalar)), scalar);
                break;
            case AnchorAlias alias:
                Add(Resolve(alias), alias);
                break;
            case SequenceStart list:
                Open(new OpenList(PositionOf(list), NameOf(list), NextPath, list.Style != SequenceStyle.Flow));
                RefuseUnknownTag(list);
                break;
            case MappingStart map:
                Open(new OpenMap(PositionOf(map), NameOf(map), NextPath, map.Style != MappingStyle.Flow));
                RefuseUnknownTag(map);
                break;
            case SequenceEnd or MappingEnd:
                Close(next);
                break;
        }
    }

    // The parser lets some tabs in the indentation pass, and counts them as one blank, which no editor shows.
    private void RefuseTab(int offset)
    {
        var start = offset;
        var tab = -1;
        for (; start > _source.BodyStart && _source.Text[start - 1] is ' ' or '\t'; start--)
            tab = _source.Text[start - 1] == '\t' ? start - 1 : tab;
        if (tab >= 0 && (start == _source.BodyStart || _source.Text[start - 1] is '\n' or '\r'))
            _problems.Error(new Place(_source.At(tab, 1), NextPath), Mistakes.TabInIndentation);
    }

    private KeyPath NextPath => _open.Count > 0 ? _open.Peek().NextPath : KeyPath.Root;

    private void Open(OpenNode node)
    {
        _open.Push(node);
        if (_open.Count > ReadingLimits.Depth)
            Stop(node.Position, $"Lists and maps are nested more than {ReadingLimits.Depth} deep here.");
    }

    private void Close(ParsingEvent end)
    {
        var open = _open.Pop();
        var node = open.Close(_source.At(Offset(end.Start), 0).Offset, _problems);
        if (open.Anchor is { } anchor)
            _anchors[anchor] = node;
        Add(node, end);
    }

    private void Add(YamlNode node, ParsingEvent cause)
    {
        if (_open.Count == 0)
        {
            Root = node;
            return;
        }
        _open.Peek().Add(node, _problems);
        if (_open.Peek().Weight > ReadingLimits.Nodes)
            Stop(PositionOf(cause), $"The file comes to more than {ReadingLimits.Nodes} texts, lists and maps, aliases counted with what they stand for.");
    }

    private void Stop(SourcePosition position, string message)
    {
        _problems.Error(ProblemKinds.TooLarge, new Place(position, NextPath), message, "See the limits in docs/diagnostics.md.");
        _stopped = true;
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        var position = PositionOf(scalar);
        if (!RefuseUnknownTag(scalar))
            return new BrokenNode(position);
        if (scalar.Value.Length <= ReadingLimits.TextCharacters)
            return new ScalarNode(position, scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
        _problems.Error(
            ProblemKinds.TooLarge,
            new Place(position, NextPath),
            $"This text has {scalar.Value.Length} characters; {ReadingLimits.TextCharacters} is the limit.");
        return new BrokenNode(position);
    }

    private bool RefuseUnknownTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            return true;
        _problems.Error(
            ProblemKinds.UnknownTag,
            new Place(PositionOf(node), NextPath),
            $"The tag `{node.Tag.Value}` means nothing in a configuration.",
            "Remove it; a text that begins with `!` stands in quotes.");
        return false;
    }

    private YamlNode Anchored(NodeEvent node, YamlNode read)
    {
        if (NameOf(node) is { } anchor)
            _anchors[anchor] = read;
        return read;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var position = _source.At(Offset(alias.Start), Offset(alias.End) - Offset(alias.Start));
        if (!IsOpen(name) && _anchors.TryGetValue(name, out var node))
            return node;
        _problems.Error(
            ProblemKinds.UnknownAnchor,
            new Place(position, NextPath),
            IsOpen(name) ? $"The alias `*{name}` stands inside the anchor that it refers to." : $"There is no anchor `&{name}` before the alias `*{name}`.",
            "A text that begins with `*`, such as a wildcard, stands in quotes.");
        return new BrokenNode(position);
    }

    private bool IsOpen(string anchor)
    {
        foreach (var open in _open)
        {
            if (open.Anchor == anchor)
                return true;
        }
        return false;
    }

    private static string? NameOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private int Offset(in Mark mark) => (int)mark.Index + _source.BodyStart;

    private SourcePosition PositionOf(ParsingEvent node)
    {
        var start = Offset(node.Start);
        return _source.At(start, Math.Max(0, Offset(node.End) - start));
    }
}
