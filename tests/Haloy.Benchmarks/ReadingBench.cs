using System.Globalization;
using System.Linq;
using System.Text;
using Haloy.Manifest.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Nuke.Haloy.Generator;
using Nuke.Haloy.Generator.Tests;

namespace Haloy.Benchmarks;

/// <summary>Reading, resolving and generating for 1, 50 and 500 targets, and what an edit of C# costs: medians of warm runs, in milliseconds.</summary>
internal static class ReadingBench
{
    public static string Table()
    {
        var table = new StringBuilder();
        table.AppendLine("| targets | file | read and resolve | read, resolve and generate | after a C# edit |");
        table.AppendLine("|---:|---:|---:|---:|---:|");
        foreach (var targets in new[] { 1, 3, 50, 500 })
        {
            var yaml = ManifestOf.Targets(targets);
            var reading = Median.Of(() => ManifestReader.Read(yaml));
            var generating = Median.Of(() => Run(yaml));
            var warm = Run(yaml);
            var edit = 0;
            var edited = Median.Of(() => warm = warm.RunGenerators(Project($"class Edit{edit++};")));
            table.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"| {targets} | {yaml.Length / 1024.0:0.0} KB | {reading:0.00} | {generating:0.00} | {edited:0.00} |"));
        }
        return table.ToString();
    }

    private static GeneratorDriver Run(string yaml) => CSharpGeneratorDriver.Create(
            [new HaloyTargetsGenerator().AsSourceGenerator()],
            [new ManifestText(yaml)],
            new CSharpParseOptions(LanguageVersion.CSharp12),
            new ManifestMetadata())
        .RunGenerators(Project(""));

    private static CSharpCompilation Project(string code) =>
        CSharpCompilation.Create("bench", [CSharpSyntaxTree.ParseText(code)]);
}
