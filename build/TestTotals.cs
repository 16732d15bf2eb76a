using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Nuke.Common.IO;

/// <summary>How many tests passed, failed and were skipped, counted from the results that the runner wrote.</summary>
sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    public static TestTotals Read(AbsolutePath directory)
    {
        var outcomes = Directory.GetFiles(directory, "*.trx", SearchOption.AllDirectories).SelectMany(Outcomes).ToLookup(x => x);
        var passed = outcomes["Passed"].Count();
        var skipped = outcomes["NotExecuted"].Count();
        return new TestTotals(passed, outcomes.Sum(x => x.Count()) - passed - skipped, skipped);
    }

    public override string ToString()
        => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    static IEnumerable<string> Outcomes(string file)
        => XDocument.Load(file).Descendants()
            .Where(x => x.Name.LocalName == "UnitTestResult")
            .Where(x => (string)x.Attribute("outcome") != "NotExecuted" || HasReason(x))
            .Select(x => (string)x.Attribute("outcome"));

    /// <summary>What was skipped says why; what runs only when it is asked for by name is listed, too, without a word.</summary>
    static bool HasReason(XElement result)
        => result.HasElements;
}
