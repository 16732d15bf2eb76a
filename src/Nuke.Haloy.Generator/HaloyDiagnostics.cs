using Haloy.Manifest.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Nuke.Haloy.Generator;

/// <summary>Problems of the file as the compiler's diagnostics, at their place in the file.</summary>
internal static class HaloyDiagnostics
{
    private const string Category = "Haloy";

    /// <summary>There is no configuration: the build compiles, and this says why it has no deploy targets.</summary>
    public static DiagnosticDescriptor NoFile { get; } = new(
        "HALOY000", "No haloy.yaml",
        "There is no haloy.yaml in the root of this build, so that it has no deploy targets; add one, or name another file with <HaloyConfig> in the build's project",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true);

    public static Diagnostic For(FoundProblem found)
    {
        var problem = found.Problem;
        var severity = problem.Severity == ProblemSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        // The reader gives each kind of mistake its id; descriptors are compared by value, so that one made here is as good as a kept one.
        var descriptor = new DiagnosticDescriptor(
            problem.Id, Title(problem.Id), "{0}", Category, severity, isEnabledByDefault: true);
        return Diagnostic.Create(descriptor, Place(found), Text(problem));
    }

    private static string Title(string id)
    {
        foreach (var kind in ProblemKinds.All)
        {
            if (kind.Id == id)
                return kind.Title;
        }

        return id;
    }

    private static string Text(ManifestProblem problem)
    {
        var path = problem.Path.Length == 0 ? "" : problem.Path + ": ";
        var hint = problem.Hint is null ? "" : " " + problem.Hint;
        return path + problem.Message + hint;
    }

    private static Location Place(FoundProblem found)
    {
        var position = found.Problem.Position;
        var start = new LinePosition(position.Line - 1, position.Column - 1);
        var end = new LinePosition(start.Line, start.Character + position.Length);
        return Location.Create(found.Path, new TextSpan(position.Offset, position.Length), new LinePositionSpan(start, end));
    }
}
