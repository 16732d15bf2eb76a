using System;
using System.Text;

namespace Haloy.Engine.Secrets;

/// <summary>A place in the text of a <c>.env</c> file that moves forward.</summary>
internal sealed class DotenvCursor(string text)
{
    private int _at;

    /// <summary>The 1-based line it stands in.</summary>
    public int Line { get; private set; } = 1;

    public bool AtEnd => _at == text.Length;

    public bool AtLineEnd => AtEnd || text[_at] == '\n';

    /// <summary>The character it stands before; NUL at the end.</summary>
    public char Next => AtEnd ? '\0' : text[_at];

    public void Advance()
    {
        if (text[_at] == '\n')
            Line++;
        _at++;
    }

    public void SkipBlanks()
    {
        while (Next is ' ' or '\t')
            Advance();
    }

    public void SkipLine()
    {
        while (!AtLineEnd)
            Advance();
        if (!AtEnd)
            Advance();
    }

    public string ReadName()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next == '_')
            Advance();
        return text[start.._at];
    }

    /// <summary>Up to the end of the line or a comment.</summary>
    public string ReadBare()
    {
        var end = text.IndexOf('\n', _at) is var newline and >= 0 ? newline : text.Length;
        var value = text[_at..end];
        SkipLine();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '#' && (i == 0 || value[i - 1] is ' ' or '\t'))
                return value[..i].Trim();
        }

        return value.Trim();
    }

    /// <summary>Up to the closing quote, which may be on a later line. Null: there is none; it stands where it stood.</summary>
    public string? ReadQuoted(char quote)
    {
        var (start, line) = (_at, Line);
        var value = new StringBuilder();
        Advance();
        while (!AtEnd)
        {
            var character = Next;
            Advance();
            if (character == quote)
                return value.ToString();
            if (quote == '"' && character == '\\' && !AtEnd)
            {
                value.Append(Unescaped(Next));
                Advance();
            }
            else
            {
                value.Append(character);
            }
        }

        (_at, Line) = (start, line);
        return null;
    }

    private static string Unescaped(char character) => character switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => character.ToString(),
        _ => "\\" + character,
    };
}
