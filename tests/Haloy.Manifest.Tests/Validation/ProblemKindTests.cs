using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Haloy.Conformance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Tests.Validation;

public sealed class ProblemKindTests
{
    [Fact]
    public void Ids_are_numbered_without_gaps_and_every_kind_is_listed()
    {
        var properties = typeof(ProblemKinds).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(ProblemKind))
            .Select(property => (ProblemKind)property.GetValue(null)!);

        Assert.Equal(ProblemKinds.All.Select(kind => kind.Id).ToHashSet(), properties.Select(kind => kind.Id).ToHashSet());
        Assert.Equal(Enumerable.Range(1, ProblemKinds.All.Count).Select(number => $"HALOY{number:000}"), ProblemKinds.All.Select(kind => kind.Id));
    }

    [Fact]
    public void Every_kind_is_documented_with_its_title_cause_and_fix()
    {
        var document = File.ReadAllText(Path.Combine(CaseFolders.Root()!, "docs", "diagnostics.md"));
        var sections = Regex.Matches(document, @"^## (HALOY\d{3}) (.+)\n\n\*\*Cause\.\*\* .+\n\n\*\*Fix\.\*\* .+", RegexOptions.Multiline)
            .Select(match => new ProblemKind(match.Groups[1].Value, match.Groups[2].Value));

        Assert.Equal(ProblemKinds.All.AsEnumerable(), sections);
    }

    [Fact]
    public void Every_limit_is_documented()
    {
        var document = File.ReadAllText(Path.Combine(CaseFolders.Root()!, "docs", "diagnostics.md"));
        var limits = typeof(ReadingLimits).GetFields().Select(field => ((int)field.GetValue(null)!).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture));

        Assert.All(limits, limit => Assert.Contains(limit, document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_is_met_in_a_case()
    {
        var met = new[] { CaseFolders.Own(), CaseFolders.Shared() }.OfType<string>()
            .SelectMany(CaseFolders.CasesIn)
            .Select(ConformanceCase.Load)
            .SelectMany(read => ManifestReader.Read(read.Configuration, new CaseSurroundings(read.Files)).Problems)
            .Select(problem => problem.Id)
            .ToHashSet();

        Assert.DoesNotContain(ProblemKinds.All, kind => !met.Contains(kind.Id));
    }

    [Fact]
    public void A_message_begins_with_a_capital_or_a_key_and_ends_with_a_full_stop()
    {
        var problems = new[] { CaseFolders.Own(), CaseFolders.Shared() }.OfType<string>()
            .SelectMany(CaseFolders.CasesIn)
            .Select(ConformanceCase.Load)
            .SelectMany(read => ManifestReader.Read(read.Configuration, new CaseSurroundings(read.Files)).Problems);

        Assert.All(problems, problem => Assert.Matches(@"^[A-Z`].*\.$", problem.Message));
    }

    [Fact]
    public void A_problem_is_written_as_compilers_write()
    {
        var problem = Assert.Single(ManifestReader.Read("name: shop\nreplica: 2\n").Problems);

        Assert.Equal("(2,1): error HALOY014: replica: The key `replica` is unknown here. Did you mean `replicas`?", problem.ToString());
    }
}
