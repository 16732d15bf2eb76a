using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Nuke.Haloy.Generator.Tests;

/// <summary>A configuration that the build marks as such.</summary>
internal sealed class ManifestText(string text) : AdditionalText
{
    public const string File = "/app/deploy/haloy.yaml";

    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => File;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>A file that the build does not mark.</summary>
internal sealed class OtherText(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From("name: other");
}

/// <summary>The metadata that the package's .targets give to the file.</summary>
internal sealed class ManifestMetadata : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is ManifestText
        ? new Values(new()
        {
            ["build_metadata.AdditionalFiles.HaloyManifest"] = "true",
            ["build_metadata.AdditionalFiles.HaloyManifestPath"] = "deploy\\haloy.yaml",
        })
        : GlobalOptions;

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
