using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nuke.Haloy.Generator.Tests;

/// <summary>The generator over one configuration, run again after each edit as the compiler would.</summary>
internal sealed class GeneratorRun
{
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private ManifestText? _file;

    private GeneratorRun(ManifestText? file, params AdditionalText[] others)
    {
        _file = file;
        _compilation = BuildProject.Compilation;
        AdditionalText[] texts = file is null ? others : [file, .. others];
        _driver = CSharpGeneratorDriver.Create(
            [new HaloyTargetsGenerator().AsSourceGenerator()],
            texts,
            new CSharpParseOptions(LanguageVersion.CSharp12),
            new ManifestMetadata(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Again();
    }

    public static GeneratorRun Over(string yaml) => new(new ManifestText(yaml));

    public static GeneratorRun WithoutFile(params AdditionalText[] others) => new(null, others);

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>Everything emitted, in the order of the names.</summary>
    public string Code => string.Join("\n", Result.GeneratedSources
        .OrderBy(source => source.HintName, System.StringComparer.Ordinal)
        .Select(source => $"==== {source.HintName}\n{source.SourceText}"));

    /// <summary>The build project with what was emitted.</summary>
    public CSharpCompilation Compilation =>
        _compilation.AddSyntaxTrees(_driver.GetRunResult().GeneratedTrees);

    public GeneratorRun EditYaml(string yaml)
    {
        var edited = new ManifestText(yaml);
        _driver = _file is null ? _driver.AddAdditionalTexts([edited]) : _driver.ReplaceAdditionalText(_file, edited);
        _file = edited;
        return Again();
    }

    public GeneratorRun EditCSharp(string code)
    {
        _compilation = _compilation.AddSyntaxTrees(BuildProject.Parse(code));
        return Again();
    }

    private GeneratorRun Again()
    {
        _driver = _driver.RunGenerators(_compilation, CancellationToken.None);
        return this;
    }
}
