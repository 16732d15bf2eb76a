using System;

namespace Haloy.Engine.Routing;

/// <summary>Text made safe for a POSIX shell.</summary>
internal static class ShellText
{
    /// <summary>The text as one word, whatever it holds.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
