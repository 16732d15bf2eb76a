using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Conformance;

/// <summary>Runs one case.</summary>
public sealed class ConformanceRun
{
    private readonly ConformanceCase _case;
    private readonly ManifestReading _reading;
    private readonly JsonNode? _resolved;
    private readonly List<string> _failures = [];

    private ConformanceRun(ConformanceCase conformanceCase)
    {
        _case = conformanceCase;
        _reading = ManifestReader.Read(conformanceCase.Configuration, new CaseSurroundings(conformanceCase.Files));
        _resolved = _reading.Resolved is { } resolved ? JsonNode.Parse(ResolvedJson.Write(resolved)) : null;
    }

    /// <summary>Runs a case.</summary>
    /// <returns>What was expected and what was got, a text per failure; empty: it passed.</returns>
    public static IReadOnlyList<string> Failures(ConformanceCase conformanceCase)
    {
        var run = new ConformanceRun(conformanceCase);
        if (conformanceCase.Expectations.Count == 0)
            run.Fail("at least one expectation", "none");
        foreach (var expectation in conformanceCase.Expectations)
            run.Check(expectation);
        if (!conformanceCase.Expectations.Any(line => line.StartsWith("problem", StringComparison.Ordinal)) && run._reading.HasErrors)
            run.Fail("no problems", run.ProblemsGot());
        return run._failures;
    }

    private void Check(string expectation)
    {
        if (expectation.StartsWith("problem ", StringComparison.Ordinal))
            CheckProblem(expectation, "problem ".Length, ProblemSeverity.Error);
        else if (expectation.StartsWith("warning ", StringComparison.Ordinal))
            CheckProblem(expectation, "warning ".Length, ProblemSeverity.Warning);
        else if (expectation.IndexOf(" = ", StringComparison.Ordinal) is var equals and > 0)
            CheckValue(expectation, expectation[..equals], expectation[(equals + 3)..]);
        else
            Fail("an expectation", expectation);
    }

    private void CheckProblem(string expectation, int begin, ProblemSeverity severity)
    {
        var colon = expectation.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(expectation.AsSpan(begin, colon - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            Fail("an expectation", expectation);
            return;
        }
        var text = expectation[(colon + 2)..];
        var isMet = _reading.Problems.Any(problem =>
            problem.Severity == severity
            && problem.Position.Line == line
            && (problem.Message + " " + problem.Hint).Contains(text, StringComparison.OrdinalIgnoreCase));
        if (!isMet)
            Fail(expectation, ProblemsGot());
    }

    private void CheckValue(string expectation, string path, string json)
    {
        if (path == "problems")
        {
            var count = _reading.Problems.Count(problem => problem.Severity == ProblemSeverity.Error);
            if (count.ToString(CultureInfo.InvariantCulture) != json)
                Fail(expectation, ProblemsGot());
            return;
        }
        if (path == "targets")
        {
            var count = _reading.ReadableTargets.Count;
            if (count.ToString(CultureInfo.InvariantCulture) != json)
                Fail(expectation, count.ToString(CultureInfo.InvariantCulture) + " targets");
            return;
        }
        if (_resolved is null)
            Fail(expectation, "no resolved form; " + ProblemsGot());
        else if (!TryFind(_resolved, path, out var found))
            Fail(expectation, "nothing at this path");
        else if (!JsonNode.DeepEquals(found, JsonNode.Parse(json)))
            Fail(expectation, found?.ToJsonString() ?? "null");
    }

    // Keys may hold dots: of the keys that match, the longest is taken.
    private static bool TryFind(JsonNode? node, string path, out JsonNode? found)
    {
        found = node;
        if (path.Length == 0)
            return true;
        if (node is JsonArray array)
        {
            var end = path.IndexOf('.') is var dot and >= 0 ? dot : path.Length;
            return int.TryParse(path.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < array.Count
                && TryFind(array[index], path[Math.Min(path.Length, end + 1)..], out found);
        }
        if (node is not JsonObject map)
            return false;
        foreach (var (key, value) in map.OrderByDescending(entry => entry.Key.Length))
        {
            if (path == key || path.StartsWith(key + ".", StringComparison.Ordinal))
                return TryFind(value, path[Math.Min(path.Length, key.Length + 1)..], out found);
        }
        return false;
    }

    private void Fail(string expected, string got) => _failures.Add($"expected: {expected}{Environment.NewLine}     got: {got}");

    private string ProblemsGot() =>
        _reading.Problems.Count == 0
            ? "no problems"
            : string.Join(Environment.NewLine + "          ", _reading.Problems.Take(20).Select(problem => problem.ToString()));
}
