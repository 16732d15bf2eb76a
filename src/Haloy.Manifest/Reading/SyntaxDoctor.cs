using System;
using System.Text.RegularExpressions;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>
/// Finds the mistake that made a text no YAML, from its first line on: the parser often notices only later. Knows the
/// mistakes that people make; for the rest the parser's own place and words have to do.
/// </summary>
internal sealed class SyntaxDoctor
{
    private static readonly Regex KeyWithoutSpace =
        new(@"^(""?[A-Za-z_][A-Za-z0-9_.-]*""?):([^\s/:\\].*)$", RegexOptions.CultureInvariant);

    private static readonly Regex WordAndValue = new(@"^([A-Za-z_][A-Za-z0-9_.-]*)(\s+(\S.*))?$", RegexOptions.CultureInvariant);

    private readonly SourceText _source;
    private readonly IndentLevels _levels = new();
    private readonly LineSpan _span = new();
    private SyntaxMistake? _suspect;
    private int _textColumn = -1;

    private SyntaxDoctor(SourceText source) => _source = source;

    public static SyntaxMistake Diagnose(SourceText source, YamlFailure failure)
    {
        var doctor = new SyntaxDoctor(source);
        var last = LastLine(source, failure);
        for (var line = 1; line <= last; line++)
        {
            if (doctor.Look(line, source.Line(line)) is { } mistake)
                return mistake;
        }
        return doctor._span.Unclosed(source) ?? doctor._suspect ?? Mistakes.Other(source, failure);
    }

    // The parser names the line after the mistake at most, but for a tab the beginning of the map.
    private static int LastLine(SourceText source, YamlFailure failure) =>
        failure.Message.IndexOf(" tab ", StringComparison.Ordinal) >= 0
            ? source.LineCount
            : Math.Min(source.LineCount, source.LineOf(Math.Max(failure.Offset, failure.EndOffset)) + 1);

    private SyntaxMistake? Look(int number, string line)
    {
        if (_span.IsOpen)
            return _span.Continue(number, line);
        var shape = LineShape.Of(line);
        if (_span.SkipsBlockText(shape))
            return null;
        if (shape.IsBlank || line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("...", StringComparison.Ordinal))
            return null;
        if (shape.TabInIndent >= 0)
            return Mistakes.Tab(number, line, shape, _levels.Current);
        if (EnterDashes(number, line, shape) is { } misplaced)
            return misplaced;
        return shape.Key is null ? LookAtText(number, line, shape) : LookAtKey(number, line, shape);
    }

    private SyntaxMistake? EnterDashes(int number, string line, LineShape shape)
    {
        if (shape.Dashes.Count > 0 && IsContinuation(shape.Indent) && _levels.OpenedBy is null)
            return null;
        for (var i = 0; i < shape.Dashes.Count; i++)
        {
            if (_levels.Enter(shape.Dashes[i], isList: true, isAfterDash: i > 0) is { } column)
                return _suspect ?? Mistakes.Indentation(number, line, shape, column);
        }
        return null;
    }

    private bool IsContinuation(int column) => _textColumn >= 0 && column > _textColumn;

    private SyntaxMistake? LookAtKey(int number, string line, LineShape shape)
    {
        if (_levels.Enter(shape.Content, isList: false, isAfterDash: shape.Dashes.Count > 0) is { } column)
            return _suspect ?? Mistakes.Indentation(number, line, shape, column);
        _suspect = shape.Key!.StartsWith("-", StringComparison.Ordinal) ? Mistakes.DashWithoutSpace(number, shape) : null;
        _textColumn = -1;
        _levels.OpenedBy = null;
        var value = shape.ValueText;
        if (value.Length == 0 || IsOnlyAnchorOrTag(value))
        {
            _levels.OpenedBy = shape.Content;
            return null;
        }
        if (value == "-" || value.StartsWith("- ", StringComparison.Ordinal))
            return Mistakes.ListOnKeyLine(number, line, shape, IsFollowedByMore(number, shape.Content));
        return LookAtValue(number, line, shape.Value, shape.Content, shape);
    }

    private static bool IsOnlyAnchorOrTag(string value) => value[0] is '&' or '!' && value.IndexOf(' ') < 0;

    private bool IsFollowedByMore(int number, int column)
    {
        for (var next = number + 1; next <= _source.LineCount; next++)
        {
            var shape = LineShape.Of(_source.Line(next));
            if (!shape.IsBlank)
                return shape.Indent > column;
        }
        return false;
    }

    private SyntaxMistake? LookAtValue(int number, string line, int start, int column, LineShape shape)
    {
        switch (line[start])
        {
            case '"' or '\'':
                return _span.OpenQuote(number, line, start);
            case '[' or '{':
                return _span.OpenFlow(number, line, start);
            case '|' or '>':
                _span.OpenBlockText(column);
                return null;
            case '@' or '`' or '%':
                return Mistakes.Reserved(number, line, start);
        }
        _textColumn = column;
        var colon = shape.PlainColon(start);
        return colon > start ? Mistakes.SecondColon(number, line, start, colon) : null;
    }

    private SyntaxMistake? LookAtText(int number, string line, LineShape shape)
    {
        if (shape.Content >= line.Length)
        {
            _levels.OpenedBy = shape.Dashes[shape.Dashes.Count - 1];
            _textColumn = -1;
            return null;
        }
        var text = shape.ContentText;
        var isItem = shape.Dashes.Count > 0;
        var isValue = isItem || _levels.OpenedBy < shape.Indent;
        if (!isValue && IsContinuation(shape.Indent))
            return null;
        if (isValue && text.Length > 0 && text[0] is '"' or '\'' or '[' or '{' or '|' or '>' or '@' or '`' or '%')
        {
            _suspect = null;
            _levels.OpenedBy = null;
            return LookAtValue(number, line, shape.Content, isItem ? shape.Dashes[shape.Dashes.Count - 1] : shape.Indent - 1, shape);
        }
        var mistake = MissingIn(number, line, shape, text);
        if (!isValue)
            return mistake ?? (text.Length > 0 && text[0] is '[' or '{' ? _span.OpenFlow(number, line, shape.Content) : null);
        _suspect = mistake;
        _textColumn = isItem ? shape.Dashes[shape.Dashes.Count - 1] : shape.Indent - 1;
        _levels.OpenedBy = null;
        return null;
    }

    // `replicas:2`, `replicas 2` and `replicas` where a key belongs.
    private static SyntaxMistake? MissingIn(int number, string line, LineShape shape, string text)
    {
        if (text.Length > 300)
            return null;
        var glued = KeyWithoutSpace.Match(text);
        if (glued.Success)
            return Mistakes.MissingSpace(number, line, shape.Content, glued.Groups[1].Value, glued.Groups[2].Value);
        var word = WordAndValue.Match(text);
        return word.Success ? Mistakes.MissingColon(number, line, shape.Content, word.Groups[1].Value, word.Groups[3].Value) : null;
    }
}
