using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Nuke.Common.IO;

/// <summary>
/// How many tests passed, failed and were skipped, which took longest, and why any failed: read from the results that the
/// runner wrote. Whoever sees only the end of a run's output sees what matters of it.
/// </summary>
sealed record TestTotals(int Passed, int Failed, int Skipped, IReadOnlyList<string> Slowest, IReadOnlyList<string> Failures)
{
    const int Shown = 12;
    const int FirstLines = 10;
    const int LastLines = 30;

    public static TestTotals Read(AbsolutePath directory)
    {
        var results = Directory.GetFiles(directory, "*.trx", SearchOption.AllDirectories).SelectMany(Results).ToList();
        var passed = results.Count(x => Outcome(x) == "Passed");
        var skipped = results.Count(x => Outcome(x) == "NotExecuted");
        return new TestTotals(
            passed,
            results.Count - passed - skipped,
            skipped,
            [.. results.OrderByDescending(Duration).Take(Shown).Select(x => $"{Duration(x),8:m\\:ss} {Name(x)}")],
            [.. results.Where(x => Outcome(x) is not ("Passed" or "NotExecuted")).Select(Failure)]);
    }

    public override string ToString()
        => string.Join('\n', ["The slowest tests:", .. Slowest, .. Failures, $"{Passed} passed, {Failed} failed, {Skipped} skipped"]);

    static IEnumerable<XElement> Results(string file)
        => XDocument.Load(file).Descendants()
            .Where(x => x.Name.LocalName == "UnitTestResult")
            .Where(x => Outcome(x) != "NotExecuted" || HasReason(x));

    /// <summary>What was skipped says why; what runs only when it is asked for by name is listed, too, without a word.</summary>
    static bool HasReason(XElement result)
        => result.HasElements;

    static string Outcome(XElement result)
        => (string)result.Attribute("outcome");

    static string Name(XElement result)
        => (string)result.Attribute("testName");

    static TimeSpan Duration(XElement result)
        => TimeSpan.TryParse((string)result.Attribute("duration"), out var duration) ? duration : TimeSpan.Zero;

    static string Failure(XElement result)
    {
        var lines = result.Descendants()
            .Where(x => x.Name.LocalName is "Message" or "StackTrace" && x.Parent.Name.LocalName == "ErrorInfo")
            .SelectMany(x => Ends([.. x.Value.Split('\n').Where(x => x.Trim().Length > 0)]));
        return string.Join("\n    ", lines.Select(x => x.TrimEnd()).Prepend($"\nFailed: {Name(result)}"));
    }

    /// <summary>What a text begins and ends with: of a whole build's output, what it was and what became of it.</summary>
    static IEnumerable<string> Ends(string[] lines)
        => lines.Length <= FirstLines + LastLines
            ? lines
            : [.. lines[..FirstLines], $"… {lines.Length - FirstLines - LastLines} lines …", .. lines[^LastLines..]];
}
