using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Nuke.Haloy.Generator;
using Nuke.Haloy.Generator.Tests;

namespace Haloy.House.Tests;

/// <summary>A user's build project as the package makes it: his classes, the component's sources, and what is generated from his haloy.yaml.</summary>
internal static class UserBuild
{
    public const string Yaml = """
        image: "app:1"
        targets:
          production:
            server: "prod.example.com"
            replicas: 3
          staging:
            server: "staging.example.com"

        """;

    public static CSharpCompilation On(Host host, string yaml, params IEnumerable<string> code)
    {
        var own = code.Select(text => CSharp.Parse(text, "Build.cs", host.Symbols)).Append(CSharp.Parse("global using Nuke.Haloy;"));
        var compilation = CSharpCompilation.Create(
            "_build",
            [.. CSharp.Component.Select(tree => CSharp.With(tree, host.Symbols)), .. own],
            [.. CSharp.Libraries.Where(library => Path.GetFileName(library.Display) != "Nuke.Common.dll"), host.Library],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));
        Generate(yaml, host).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>The generator over a configuration, for a project that has these symbols.</summary>
    public static GeneratorDriver Generate(string yaml, Host host) => CSharpGeneratorDriver.Create(
        [new HaloyTargetsGenerator().AsSourceGenerator()],
        [new ManifestText(yaml)],
        new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose, preprocessorSymbols: host.Symbols),
        new ManifestMetadata());

    /// <summary>Only what is generated from a configuration.</summary>
    public static IEnumerable<SyntaxTree> Generated(string yaml) =>
        Generate(yaml, Host.Bundled).RunGenerators(CSharpCompilation.Create("_build")).GetRunResult().GeneratedTrees;

    /// <summary>Every error and warning, with its place.</summary>
    public static IReadOnlyList<string> Complaints(this CSharpCompilation build) => [.. build.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString())];
}
