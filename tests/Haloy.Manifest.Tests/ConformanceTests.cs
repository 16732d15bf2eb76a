using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Conformance;

namespace Haloy.Manifest.Tests;

/// <summary>One test per case file, of the repository, of the folder that repositories share, and of those the environment names.</summary>
public sealed class ConformanceTests
{
    private const string NoCases = "(no cases)";

    [Theory]
    [MemberData(nameof(OwnCases))]
    public void Our_own_case_holds(string name) => Run(CaseFolders.Own(), name);

    [Theory]
    [MemberData(nameof(OutsideCases))]
    public void A_case_from_outside_the_repository_holds(string path) => Run(null, path);

    public static IEnumerable<TheoryDataRow<string>> OwnCases() => Names(CaseFolders.Own());

    // One theory for both: the environment rarely names a folder, and a test without data would count as skipped.
    public static IEnumerable<TheoryDataRow<string>> OutsideCases() => Rows(
        new[] { CaseFolders.Shared() }.OfType<string>().Concat(CaseFolders.FromEnvironment()).SelectMany(CaseFolders.CasesIn),
        $"there is no shared folder of cases beside this repository, and {CaseFolders.Variable} names none");

    private static List<TheoryDataRow<string>> Names(string? folder) =>
        Rows(
            folder is null ? [] : CaseFolders.CasesIn(folder).Select(path => Path.GetFileName(path)),
            $"there are no cases in {folder ?? "a folder beside this repository"}");

    private static List<TheoryDataRow<string>> Rows(IEnumerable<string> cases, string reasonForNone)
    {
        var rows = cases.Select(name => new TheoryDataRow<string>(name)).ToList();
        return rows.Count > 0 ? rows : [new TheoryDataRow<string>(NoCases) { Skip = reasonForNone }];
    }

    private static void Run(string? folder, string name)
    {
        var failures = ConformanceRun.Failures(ConformanceCase.Load(folder is null ? name : Path.Combine(folder, name)));
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
