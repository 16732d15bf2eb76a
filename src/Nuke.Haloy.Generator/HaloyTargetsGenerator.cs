using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nuke.Haloy.Generator;

/// <summary>
/// Turns <c>haloy.yaml</c> into the interface <c>IHaloyTargets</c> with one NUKE target per deployable target and
/// operation. It looks at that file only, never at the compilation: edits of C# cost nothing.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HaloyTargetsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => IsManifest(pair.Left, pair.Right))
            .Select(static (pair, token) => Reading.Of(pair.Left, ShownPath(pair.Left, pair.Right), token))
            .WithTrackingName(Steps.Read);

        var outline = readings.Collect()
            .Select(static (all, _) => all.IsEmpty ? Outline.Missing : all[0].Outline)
            .WithTrackingName(Steps.Outline);

        context.RegisterSourceOutput(
            outline.Select(static (outline, _) => outline.Shared).WithTrackingName(Steps.Shared), SharedEmitter.Emit);

        context.RegisterSourceOutput(
            outline.SelectMany(static (outline, _) => outline.Targets).WithTrackingName(Steps.Target), TargetEmitter.Emit);

        context.RegisterSourceOutput(
            readings.SelectMany(static (reading, _) => reading.Problems).WithTrackingName(Steps.Problems),
            static (output, problem) => output.ReportDiagnostic(HaloyDiagnostics.For(problem)));
    }

    /// <summary>The file is the one that the build marks, whatever its name.</summary>
    private static bool IsManifest(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.HaloyManifest", out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the file lies below the build's root: what a run looks for, and what is shown.</summary>
    private static string ShownPath(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.HaloyManifestPath", out var path) && path.Length > 0
            ? path.Replace('\\', '/')
            : "haloy.yaml";
}
