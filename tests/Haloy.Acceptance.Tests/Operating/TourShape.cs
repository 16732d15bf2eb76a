using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.Acceptance.Tests.Operating;

/// <summary>A page of the tour without what differs from run to run: under each heading its command and the kinds of lines that followed.</summary>
internal static partial class TourShape
{
    /// <summary>Each part as one text, so that a difference is shown with its surroundings.</summary>
    public static IReadOnlyList<string> Of(string page) =>
        [.. page.Split("\n## ").Skip(1).Select(part => part.Split('\n')).Select(lines => string.Join('\n', [lines[0], .. Kinds(lines)]))];

    // Sorted, each once: two servers' lines come as they come, and how many lines a log has is the app's affair.
    private static IEnumerable<string> Kinds(string[] lines)
    {
        var shown = lines.SkipWhile(line => !line.StartsWith("$ ./build.sh", StringComparison.Ordinal)).TakeWhile(line => line != "```");
        return shown.Select(Kind).Distinct().Order(StringComparer.Ordinal);
    }

    private static string Kind(string line)
    {
        if (LogLine().IsMatch(line))
            return "<a line of a log>";
        var kind = Fingerprint().Replace(line, "<key>");
        kind = Deployment().Replace(kind, "<deployment>");
        kind = ShortId().Replace(kind, "<id>");
        kind = Took().Replace(kind, "");
        kind = Amount().Replace(kind, "<n>");
        // Columns are as wide as what is in them.
        return Blanks().Replace(kind, " ").TrimEnd();
    }

    [GeneratedRegex(@"^[a-z2-7]{4}(-r\d)? \| ")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"SHA256:[A-Za-z0-9+/]{43}")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"\d{8}-\d{6}-[a-z2-7]{4}")]
    private static partial Regex Deployment();

    [GeneratedRegex(@"\b[0-9a-f]{12}\b")]
    private static partial Regex ShortId();

    // What takes no time worth telling has none behind it.
    [GeneratedRegex(@" \([\d.]+ s\)$")]
    private static partial Regex Took();

    [GeneratedRegex(@"(Less than a|About a|\d[\d.:+a-z]*)( (B|kB|MB|GB|s|min|seconds?|minutes?)\b)*")]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<=\S) {2,}")]
    private static partial Regex Blanks();
}
