using System.Collections.Generic;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>A piece of the file with the place where it stands. What an alias stands for is shared, not copied.</summary>
internal abstract class YamlNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>How many nodes it comes to, aliases counted with what they stand for.</summary>
    public int Weight { get; set; } = 1;
}

/// <summary>A text, exactly as it was written.</summary>
internal sealed class ScalarNode(SourcePosition position, string text, bool isPlain) : YamlNode(position)
{
    public string Text { get; } = text;

    /// <summary>Whether it stands without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Nothing, <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");
}

/// <summary>Stands where something was that has its problem already; nothing more is said about it.</summary>
internal sealed class BrokenNode(SourcePosition position) : YamlNode(position);

/// <summary>A list.</summary>
internal sealed class ListNode(SourcePosition position, IReadOnlyList<YamlNode> items) : YamlNode(position)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}

/// <summary>A key and its value.</summary>
internal sealed record MapEntry(ScalarNode Key, YamlNode Value);

/// <summary>A map; each key once, what is merged in after what is written in it.</summary>
internal sealed class MapNode(SourcePosition position, int endOffset, Dictionary<string, MapEntry> byKey, IReadOnlyList<MapEntry> entries)
    : YamlNode(position)
{
    public int EndOffset { get; } = endOffset;

    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public MapEntry? Find(string key) => byKey.TryGetValue(key, out var entry) ? entry : null;
}
