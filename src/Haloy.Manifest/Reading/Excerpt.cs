using System;
using System.Linq;

namespace Haloy.Manifest.Reading;

/// <summary>A line of the file and a caret below the mistake.</summary>
internal static class Excerpt
{
    private const int Before = 60, Most = 120;

    /// <param name="line">The line.</param>
    /// <param name="column">The 0-based column of the mistake.</param>
    public static string Of(string line, int column)
    {
        column = Math.Min(column, line.Length);
        var start = line.Length <= Most ? 0 : Math.Max(0, Math.Min(column - Before, line.Length - Most));
        var shown = line.Substring(start, Math.Min(Most, line.Length - start));
        // Tabs stay tabs, so that the caret stands below the mistake whatever their width.
        var blanks = new string(shown.Take(column - start).Select(c => c == '\t' ? '\t' : ' ').ToArray());
        return shown + "\n" + blanks + "^";
    }
}
