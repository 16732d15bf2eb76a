using System;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>The mistakes that people make in YAML, in a person's words, with the line as it was probably meant.</summary>
internal static class Mistakes
{
    public static Complaint TabInIndentation { get; } = new(
        ProblemKinds.TabInIndentation,
        "This line is indented with a tab; YAML allows only spaces.",
        "Replace the tab by spaces, two for each level.");

    public static SyntaxMistake Tab(int number, string line, LineShape shape, int column) => new(
        TabInIndentation,
        number, shape.TabInIndent, 1, column < 0 ? null : Indented(line, column));

    public static SyntaxMistake ListOnKeyLine(int number, string line, LineShape shape, bool isFollowedByMore)
    {
        var items = shape.ValueText.Length > 1 ? shape.ValueText.Substring(2).Trim() : "";
        var flow = items.Contains(": ") ? "[{" + items + "}]" : "[" + items + "]";
        return new SyntaxMistake(
            new Complaint(
                ProblemKinds.ListOnKeyLine,
                $"The list of `{ScalarTexts.Quote(shape.Key!)}` starts on the line of its key.",
                $"Put `- {ScalarTexts.Quote(items)}` on a line of its own, indented below `{ScalarTexts.Quote(shape.Key!)}:`, or write the list as `[…]`."),
            number, shape.Value, shape.ValueText.Length, isFollowedByMore ? null : line.Substring(0, shape.Value) + flow, IsSure: true);
    }

    public static SyntaxMistake MissingSpace(int number, string line, int column, string key, string value) => new(
        Shape.SpaceIsMissing(key, value),
        number, column, key.Length + 1, line.Substring(0, column) + key + ": " + line.Substring(column + key.Length + 1), IsSure: true);

    public static SyntaxMistake MissingColon(int number, string line, int column, string key, string value) => new(
        new Complaint(
            ProblemKinds.MissingColon,
            $"A colon is missing after `{ScalarTexts.Quote(key)}`.",
            value.Length == 0 ? $"Write `{ScalarTexts.Quote(key)}:`." : $"Write `{ScalarTexts.Quote(key)}: {ScalarTexts.Quote(value)}`."),
        number, column, key.Length, line.Substring(0, column + key.Length) + ":" + line.Substring(column + key.Length), IsSure: true);

    public static SyntaxMistake UnclosedQuote(int number, string line, int column) => new(
        new Complaint(
            ProblemKinds.UnclosedQuote,
            $"The quote `{line[column]}` that opens here is not closed on this line.",
            $"Close it with `{line[column]}`."),
        number, column, line.Length - column, line + line[column]);

    public static SyntaxMistake TextAfterQuote(int number, string line, int column, int end) => new(
        new Complaint(
            ProblemKinds.UnclosedQuote,
            $"The quote that opens here is closed before the end of the text: `{ScalarTexts.Quote(line.Substring(end + 1).Trim())}` is left over.",
            line[column] == '\'' ? "Within single quotes write a quote twice: `''`." : "Within double quotes write a quote as `\\\"`."),
        number, column, end + 1 - column, line.Substring(0, end + 1));

    public static SyntaxMistake UnclosedBracket(int number, string line, int column) => new(
        new Complaint(
            ProblemKinds.Syntax,
            $"The bracket `{line[column]}` that opens here is not closed.",
            $"Close it with `{(line[column] == '[' ? ']' : '}')}`."),
        number, column, line.Length - column);

    public static SyntaxMistake Indentation(int number, string line, LineShape shape, int column) => new(
        new Complaint(
            ProblemKinds.InconsistentIndentation,
            $"The indentation of this line is inconsistent: {shape.Indent} spaces fit none of the lines above.",
            column < 0 ? null : $"Keys of one map stand in one column; {column} spaces would fit."),
        number, shape.Indent, Math.Max(1, line.Length - shape.Indent), column < 0 ? null : Indented(line, column));

    public static SyntaxMistake DashWithoutSpace(int number, LineShape shape) => new(
        new Complaint(
            ProblemKinds.Syntax,
            "A space is missing after the dash.",
            $"A list item begins with `- `: write `- {ScalarTexts.Quote(shape.Key!.TrimStart('-'))}: …`."),
        number, shape.Content, 1);

    public static SyntaxMistake Reserved(int number, string line, int column) => new(
        new Complaint(ProblemKinds.Syntax, $"A text cannot begin with `{line[column]}`.", "Put the text in quotes."),
        number, column, 1);

    public static SyntaxMistake SecondColon(int number, string line, int start, int colon) => new(
        new Complaint(
            ProblemKinds.Syntax,
            $"There is a second colon with a space in this line, after `{ScalarTexts.Quote(line.Substring(start, colon - start))}`.",
            "Put a text that holds `: ` in quotes, or begin a new line for a new key."),
        number, colon, 1);

    public static SyntaxMistake Other(SourceText source, YamlFailure failure)
    {
        var position = source.At(failure.Offset, Math.Max(1, failure.EndOffset - failure.Offset));
        return new SyntaxMistake(
            new Complaint(ProblemKinds.Syntax, "The file is not YAML here: " + ScalarTexts.Quote(failure.Message), "Check the quotes, colons and indentation of this line and the one before."),
            position.Line, position.Column - 1, position.Length);
    }

    private static string Indented(string line, int column) => new string(' ', column) + line.TrimStart(' ', '\t');
}
