using System.Globalization;
using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>A text in double quotes, escaped so that JSON and YAML both read it.</summary>
internal static class QuotedText
{
    public static void AppendQuoted(this StringBuilder output, string text)
    {
        output.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                output.Append(c).Append(text[++i]);
            else if (NeedsNumber(c))
                AppendEscaped(output, c);
            else if (c is '"' or '\\')
                output.Append('\\').Append(c);
            else
                output.Append(c);
        }
        output.Append('"');
    }

    private static bool NeedsNumber(char c) =>
        c < ' ' || c is >= '\u007F' and <= '\u009F' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c);

    private static void AppendEscaped(StringBuilder output, char c)
    {
        var named = c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => null };
        output.Append(named ?? "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture));
    }
}
