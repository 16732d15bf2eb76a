using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nuke.Haloy.Generator.Tests;

/// <summary>A user's build project: nullable, every warning an error, and a build class that takes the generated interface.</summary>
internal static class BuildProject
{
    private const string BuildClass = """
        using Nuke.Common;
        using Nuke.Haloy;

        internal sealed class Build : IHaloyTargets { }
        """;

    public static CSharpCompilation Compilation { get; } = CSharpCompilation.Create(
        "_build",
        [Parse(Resource("Nuke.cs")), Parse(Resource("Component.cs")), Parse(Resource("HaloyTarget.cs")), Parse(BuildClass)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path.EndsWith("Microsoft.CSharp.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string code) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose));

    private static string Resource(string name)
    {
        using var stream = typeof(BuildProject).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("This test project has no text of that name.", name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
