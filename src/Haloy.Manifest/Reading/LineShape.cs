using System;
using System.Collections.Generic;

namespace Haloy.Manifest.Reading;

/// <summary>A line of block YAML in its parts: indentation, dashes, key, value. Columns are 0-based.</summary>
internal sealed class LineShape
{
    private readonly string _line;
    private readonly List<int> _dashes = [];

    private LineShape(string line)
    {
        _line = line;
        while (Indent < line.Length && line[Indent] is ' ' or '\t')
            Indent++;
        Content = Indent;
        while (Content < line.Length && line[Content] == '-' && (Content + 1 == line.Length || line[Content + 1] is ' ' or '\t'))
        {
            _dashes.Add(Content);
            Content = SkipBlanks(Content + 1);
        }
        FindKey();
    }

    public static LineShape Of(string line) => new(line);

    public int Indent { get; }

    /// <summary>The columns of the dashes at its beginning.</summary>
    public IReadOnlyList<int> Dashes => _dashes;

    /// <summary>Where the key, or a text without a key, begins.</summary>
    public int Content { get; }

    public string? Key { get; private set; }

    /// <summary>Where the value begins; behind the end of the line when there is none.</summary>
    public int Value { get; private set; }

    /// <summary>The value without a comment and blanks around it.</summary>
    public string ValueText => CutComment(Value);

    public string ContentText => CutComment(Content);

    public bool IsBlank => Indent >= _line.Length || _line[Indent] == '#';

    public int TabInIndent => _line.IndexOf('\t') is var tab and >= 0 && tab < Indent ? tab : -1;

    private int SkipBlanks(int column)
    {
        while (column < _line.Length && _line[column] is ' ' or '\t')
            column++;
        return column;
    }

    private void FindKey()
    {
        Value = Content;
        if (Content >= _line.Length || _line[Content] is '[' or '{' or '|' or '>' or '#' or '?' or '%')
            return;
        var colon = _line[Content] is '"' or '\'' ? ColonAfterQuote() : PlainColon(Content);
        if (colon < 0)
            return;
        Key = _line.Substring(Content, colon - Content).TrimEnd();
        Value = SkipBlanks(colon + 1);
    }

    private int ColonAfterQuote()
    {
        var end = EndOfQuote(_line, Content);
        if (end < 0)
            return -1;
        var colon = SkipBlanks(end + 1);
        return colon < _line.Length && _line[colon] == ':' ? colon : -1;
    }

    /// <summary>The first colon that ends a key in a plain text; -1: none.</summary>
    public int PlainColon(int start)
    {
        for (var i = start; i < _line.Length; i++)
        {
            if (_line[i] == ':' && (i + 1 == _line.Length || _line[i + 1] is ' ' or '\t'))
                return i;
            if (_line[i] == '#' && i > start && _line[i - 1] is ' ' or '\t')
                return -1;
        }
        return -1;
    }

    /// <summary>The column of the quote that closes the one at <paramref name="start"/>; -1: it is not on this line.</summary>
    public static int EndOfQuote(string line, int start) => CloseOf(line, line[start], start + 1);

    /// <summary>The column of the next closing quote.</summary>
    public static int CloseOf(string line, char quote, int start)
    {
        for (var i = start; i < line.Length; i++)
        {
            if (quote == '"' && line[i] == '\\')
                i++;
            else if (line[i] == quote && quote == '\'' && i + 1 < line.Length && line[i + 1] == quote)
                i++;
            else if (line[i] == quote)
                return i;
        }
        return -1;
    }

    private string CutComment(int start)
    {
        if (start >= _line.Length || _line[start] == '#')
            return "";
        var end = _line.IndexOf(" #", start, StringComparison.Ordinal);
        return (end < 0 ? _line.Substring(start) : _line.Substring(start, end - start)).TrimEnd();
    }
}
