using System;

namespace Haloy.Manifest.Reading;

/// <summary>What goes on over several lines: a quoted text, brackets, a block of text.</summary>
internal sealed class LineSpan
{
    private const int NoBlock = -2;

    private char _quote;
    private int _depth;
    private int _blockColumn = NoBlock;
    private (int Line, int Column, string Text) _start;

    /// <summary>Whether a quote or a bracket waits for its end.</summary>
    public bool IsOpen => _quote != '\0' || _depth > 0;

    public void OpenBlockText(int column) => _blockColumn = column;

    /// <summary>Whether a line belongs to the block of text, and so says nothing.</summary>
    public bool SkipsBlockText(LineShape shape)
    {
        if (_blockColumn == NoBlock)
            return false;
        if (shape.IsBlank || shape.Indent > _blockColumn)
            return true;
        _blockColumn = NoBlock;
        return false;
    }

    public SyntaxMistake? OpenQuote(int number, string line, int start)
    {
        _start = (number, start, line);
        var end = LineShape.EndOfQuote(line, start);
        if (end < 0)
        {
            _quote = line[start];
            return null;
        }
        return IsEndOfValue(line, end + 1) ? null : Mistakes.TextAfterQuote(number, line, start, end);
    }

    public SyntaxMistake? OpenFlow(int number, string line, int start)
    {
        _start = (number, start, line);
        return ReadFlow(line, start);
    }

    /// <summary>Reads a line inside of a quote or of brackets.</summary>
    public SyntaxMistake? Continue(int number, string line)
    {
        if (_depth > 0 && _quote == '\0')
            return ReadFlow(line, 0);
        var end = LineShape.CloseOf(line, _quote, 0);
        if (end < 0)
            return null;
        _quote = '\0';
        if (_depth > 0)
            return ReadFlow(line, end + 1);
        return IsEndOfValue(line, end + 1) ? null : Mistakes.UnclosedQuote(_start.Line, _start.Text, _start.Column);
    }

    /// <summary>What never found its end.</summary>
    public SyntaxMistake? Unclosed(SourceText source)
    {
        if (_quote != '\0' && _depth == 0)
            return Mistakes.UnclosedQuote(_start.Line, _start.Text, _start.Column);
        return _depth > 0 ? Mistakes.UnclosedBracket(_start.Line, _start.Text, _start.Column) : null;
    }

    private SyntaxMistake? ReadFlow(string line, int start)
    {
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            if (c is '[' or '{')
                _depth++;
            else if (c is ']' or '}')
                _depth--;
            else if (c == '#' && (i == 0 || line[i - 1] is ' ' or '\t'))
                return null;
            else if (c is '"' or '\'' && IsStartOfText(line, i))
            {
                var end = LineShape.EndOfQuote(line, i);
                if (end < 0)
                {
                    _quote = c;
                    return null;
                }
                i = end;
            }
            if (_depth <= 0)
            {
                _depth = 0;
                return null;
            }
        }
        return null;
    }

    private static bool IsStartOfText(string line, int column)
    {
        var before = column - 1;
        while (before >= 0 && line[before] is ' ' or '\t')
            before--;
        return before < 0 || line[before] is '[' or '{' or ',' or ':';
    }

    private static bool IsEndOfValue(string line, int column)
    {
        var rest = line.Substring(Math.Min(column, line.Length)).TrimStart(' ', '\t');
        return rest.Length == 0 || rest[0] is '#' or ':' or ',' or ']' or '}';
    }
}
