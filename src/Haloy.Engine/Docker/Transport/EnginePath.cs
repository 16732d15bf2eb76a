using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Haloy.Engine.Docker;

/// <summary>A request's path and query, written as an interpolated string whose holes are escaped.</summary>
[InterpolatedStringHandler]
internal readonly ref struct EnginePath
{
    private readonly StringBuilder _text;

    public EnginePath(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + formattedCount * 32);

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string text) => _text.Append(Escaped(text));

    public void AppendFormatted(bool flag) => _text.Append(flag ? "true" : "false");

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();

    /// <summary>References keep their slashes, colons and at signs: the engine routes on them and people read them in logs.</summary>
    private static string Escaped(string text) => Uri.EscapeDataString(text)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%40", "@", StringComparison.Ordinal);
}
