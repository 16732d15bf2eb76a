using System.Text;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator;

/// <summary>Emits what is there once: the interface itself, the build targets for all targets, and the list of values.</summary>
internal static class SharedEmitter
{
    public static void Emit(SourceProductionContext output, SharedOutline outline)
    {
        if (outline.File is null)
            output.ReportDiagnostic(Diagnostic.Create(HaloyDiagnostics.NoFile, Location.None));
        output.AddSource("HaloyTargets.g.cs", Code(outline));
    }

    private static string Code(SharedOutline outline)
    {
        var file = outline.File ?? "haloy.yaml";
        var code = new StringBuilder(Text.Header.Replace("{file}", Text.Doc(file)));
        code.Append($$"""
                /// <summary>The build targets made from {{Text.Doc(file)}}: {{Text.Doc(Text.Names(outline.Targets))}}.</summary>
                public partial interface IHaloyTargets : global::Nuke.Haloy.IHaloy
                {

            """);
        foreach (var operation in Operations.Shared)
        {
            var does = operation.Does.Replace("{file}", file).Replace("{all}", Text.Names(outline.Targets));
            Text.AppendBuildTarget(code, operation.Name, does, operation.Order, operation.Name + "Async()", listed: true);
        }

        return code.Append("    }\n\n").Append(Values(outline, file)).Append("}\n").Replace("{\n\n", "{\n").ToString();
    }

    private static string Values(SharedOutline outline, string file)
    {
        var targets = new StringBuilder();
        var names = new StringBuilder();
        foreach (var target in outline.Targets)
        {
            targets.Append(targets.Length == 0 ? "" : ", ").Append("HaloyTarget.").Append(target.Member);
            names.Append(names.Length == 0 ? "" : ", ").Append(Text.Literal(target.Key));
        }

        return $$"""
                /// <summary>The targets of {{Text.Doc(file)}}.</summary>
                public static partial class HaloyTargets
                {
                    /// <summary>The file that the build targets were made from, below the build's root.</summary>
                    public const string ConfigurationFile = {{Text.Literal(file)}};

                    /// <summary>All of them, in the file's order.</summary>
                    public static global::System.Collections.Generic.IReadOnlyList<HaloyTarget> All { get; } = new HaloyTarget[] { {{targets}} };

                    /// <summary>Their keys, in the file's order. NUKE takes values for completion from this type only.</summary>
                    public static global::System.Collections.Generic.IEnumerable<string> Names { get; } = new string[] { {{names}} };
                }

            """;
    }
}
