using System;
using System.Collections.Generic;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>The text of the file and its lines. A byte order mark belongs to no line's columns.</summary>
internal sealed class SourceText
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly List<int> _lineStarts = [];

    public SourceText(string text, SourceText? original = null)
    {
        Original = original ?? this;
        Text = text;
        BodyStart = text.Length > 0 && text[0] == ByteOrderMark ? 1 : 0;
        _lineStarts.Add(BodyStart);
        for (var i = BodyStart; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    public string Text { get; }

    /// <summary>The text that positions refer to, where this one has mended lines; otherwise the text itself.</summary>
    public SourceText Original { get; }

    /// <summary>Where the text begins: behind the byte order mark.</summary>
    public int BodyStart { get; }

    public int LineCount => _lineStarts.Count;

    /// <summary>A line without its end.</summary>
    /// <param name="number">1-based.</param>
    public string Line(int number)
    {
        var start = _lineStarts[number - 1];
        var end = number < _lineStarts.Count ? _lineStarts[number] : Text.Length;
        while (end > start && Text[end - 1] is '\n' or '\r')
            end--;
        return Text.Substring(start, end - start);
    }

    /// <summary>The 1-based line of an offset in this text.</summary>
    public int LineOf(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index + 1 : Math.Max(1, ~index);
    }

    private SourcePosition Nearest(int number, int column, int length) =>
        At(_lineStarts[number - 1] + Math.Min(column, Line(number).Length), length);

    public int LineStart(int number) => _lineStarts[number - 1];

    /// <summary>The same text with another line; positions still refer to the original.</summary>
    public SourceText With(int number, string line)
    {
        var start = _lineStarts[number - 1];
        return new SourceText(Text.Substring(0, start) + line + Text.Substring(start + Line(number).Length), Original);
    }

    /// <summary>The position of a piece of text; cut at the end of its line.</summary>
    public SourcePosition At(int offset, int length)
    {
        offset = Math.Max(BodyStart, Math.Min(offset, Text.Length));
        var line = LineOf(offset) - 1;
        var end = offset;
        var limit = Math.Min(Text.Length, offset + Math.Max(0, length));
        while (end < limit && Text[end] is not ('\n' or '\r'))
            end++;
        return ReferenceEquals(Original, this)
            ? new SourcePosition(line + 1, offset - _lineStarts[line] + 1, end - offset, offset)
            : Original.Nearest(line + 1, offset - _lineStarts[line], end - offset);
    }
}
