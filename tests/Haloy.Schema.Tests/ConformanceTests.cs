using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Conformance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;
using Haloy.Schema.Tests.Validating;

namespace Haloy.Schema.Tests;

/// <summary>The cases of the configuration reader, held against the schema.</summary>
public sealed class ConformanceTests
{
    private const string NoCases = "(no cases)";

    // Problems of a kind that a schema sees, for a reason that it does not.
    private static readonly Dictionary<string, string> Unseen = new()
    {
        ["image-built-digest"] = "whether the image is built may come from the base",
    };

    public static IEnumerable<TheoryDataRow<string>> Valid() => Rows(isValid: true);

    public static IEnumerable<TheoryDataRow<string>> Invalid() => Rows(isValid: false);

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_case_is_accepted(string path) =>
        Assert.Empty(SchemaFile.Complaints(Load(path).Configuration));

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_case_with_a_problem_that_a_schema_can_see_is_rejected(string path)
    {
        var converter = new YamlToJson();
        var json = converter.Convert(Load(path).Configuration);

        // Where JSON does not keep what was written, as with `replicas: 010`, the reader alone can tell.
        Assert.True(
            SchemaFile.Complaints(json).Count > 0 || converter.HasLostText,
            "The schema accepts it. Mend docs/haloy.yaml or the kinds of text, or say in this test why a schema cannot see it.");
    }

    private static ConformanceCase Load(string path) => ConformanceCase.Load(Path.Combine(CaseFolders.Root()!, path));

    private static List<TheoryDataRow<string>> Rows(bool isValid)
    {
        var rows = new List<TheoryDataRow<string>>();
        foreach (var folder in new[] { CaseFolders.Own(), CaseFolders.Shared() }.OfType<string>())
        {
            var cases = CaseFolders.CasesIn(folder);
            if (cases.Count == 0)
                rows.Add(new TheoryDataRow<string>(NoCases) { Skip = $"there are no cases in {Path.GetRelativePath(CaseFolders.Root()!, folder)}" });
            rows.AddRange(cases.Where(path => IsMeant(path, isValid)).Select(path => new TheoryDataRow<string>(Path.GetRelativePath(CaseFolders.Root()!, path))));
        }
        return rows;
    }

    private static bool IsMeant(string path, bool isValid)
    {
        var one = ConformanceCase.Load(path);
        var hasProblems = one.Expectations.Any(line => line.StartsWith("problem", StringComparison.Ordinal));
        return isValid ? !hasProblems : hasProblems && !Unseen.ContainsKey(one.Name) && CanBeSeen(one.Configuration);
    }

    private static bool CanBeSeen(string configuration)
    {
        var errors = ManifestReader.Read(configuration).Problems
            .Where(problem => problem.Severity == ProblemSeverity.Error)
            .Select(problem => problem.Id)
            .ToHashSet();
        return errors.Overlaps(SeenBySchema.Kinds) && !errors.Overlaps(SeenBySchema.NotYaml);
    }
}
