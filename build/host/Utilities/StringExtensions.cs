namespace Nuke.Common.Utilities;

public static class StringExtensions
{
    public static bool IsNullOrEmpty(this string text)
        => string.IsNullOrEmpty(text);

    public static bool IsNullOrWhiteSpace(this string text)
        => string.IsNullOrWhiteSpace(text);

    public static bool EqualsOrdinalIgnoreCase(this string text, string other)
        => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    public static string Join(this IEnumerable<string> texts, string separator)
        => string.Join(separator, texts);

    public static string JoinSpace(this IEnumerable<string> texts)
        => texts.Join(" ");

    public static string JoinCommaSpace(this IEnumerable<string> texts)
        => texts.Join(", ");

    public static string JoinNewLine(this IEnumerable<string> texts)
        => texts.Join(Environment.NewLine);

    public static string SingleQuote(this string text)
        => $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";

    public static string DoubleQuote(this string text)
        => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string DoubleQuoteIfNeeded(this string text)
        => text.Contains(' ', StringComparison.Ordinal) && !text.StartsWith('"') ? text.DoubleQuote() : text;
}
