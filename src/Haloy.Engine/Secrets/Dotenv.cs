using System;
using System.Collections.Immutable;

namespace Haloy.Engine.Secrets;

/// <summary>The variables of one <c>.env</c> file. Does not print them.</summary>
internal sealed class Dotenv
{
    private Dotenv(ImmutableDictionary<string, string> variables, ImmutableArray<DotenvProblem> problems)
    {
        Variables = variables;
        Problems = problems;
    }

    /// <summary>By name; of a name that is set twice, the later value.</summary>
    public ImmutableDictionary<string, string> Variables { get; }

    public ImmutableArray<DotenvProblem> Problems { get; }

    /// <summary>
    /// Reads <c>NAME=value</c> lines: <c>export</c> before the name, comments, <c>'…'</c> taken as it stands,
    /// <c>"…"</c> with <c>\n \r \t \" \\ \$</c>, both over several lines; a bare value ends at <c> #</c>.
    /// </summary>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="text">Its text.</param>
    public static Dotenv Parse(string file, string text)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<DotenvProblem>();
        var cursor = new DotenvCursor(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal));
        while (!cursor.AtEnd)
        {
            var line = cursor.Line;
            if (ReadLine(cursor, variables) is { } message)
            {
                problems.Add(new DotenvProblem(file, line, message));
                cursor.SkipLine();
            }
        }

        return new Dotenv(variables.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>No variables.</summary>
    public override string ToString() => nameof(Dotenv);

    // Null: it was read. The cursor stands behind the line then.
    private static string? ReadLine(DotenvCursor cursor, ImmutableDictionary<string, string>.Builder variables)
    {
        cursor.SkipBlanks();
        if (cursor.AtLineEnd || cursor.Next == '#')
        {
            cursor.SkipLine();
            return null;
        }

        var name = cursor.ReadName();
        if (name == "export" && cursor.Next is ' ' or '\t')
        {
            cursor.SkipBlanks();
            name = cursor.ReadName();
        }

        cursor.SkipBlanks();
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return "a variable's name starts with a letter or `_` and goes on with letters, digits and `_`. Write NAME=value.";
        if (cursor.Next != '=')
            return $"after `{name}` comes `=` and its value. Write {name}=value.";
        cursor.Advance();
        cursor.SkipBlanks();

        var quote = cursor.Next;
        if (quote is not ('\'' or '"'))
        {
            variables[name] = cursor.ReadBare();
            return null;
        }

        if (cursor.ReadQuoted(quote) is not { } value)
            return $"the value of `{name}` opens with {quote} and is never closed.";
        cursor.SkipBlanks();
        if (!cursor.AtLineEnd && cursor.Next != '#')
            return $"after the closing {quote} of `{name}` nothing but a comment may follow. Write \\\" for a quote inside double quotes.";
        variables[name] = value;
        cursor.SkipLine();
        return null;
    }
}
