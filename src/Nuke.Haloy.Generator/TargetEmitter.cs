using System.Text;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator;

/// <summary>Emits what belongs to one target: its build targets, and its value.</summary>
internal static class TargetEmitter
{
    public static void Emit(SourceProductionContext output, OutlineTarget target) =>
        output.AddSource($"HaloyTargets.{target.Name.File}.g.cs", Code(target));

    private static string Code(OutlineTarget target)
    {
        var code = new StringBuilder(Text.Header.Replace("{file}", "the target " + Text.Doc(target.Name.Key)));
        code.Append("    public partial interface IHaloyTargets\n    {\n");
        foreach (var operation in Operations.OfTarget)
        {
            Text.AppendBuildTarget(
                code, operation.Verb + target.Name.Suffix, Fill(operation.Does, target), Fill(operation.Order, target),
                $"{operation.Verb}Async({Text.Literal(target.Name.Key)})", operation.AlwaysListed || target.ListEverything);
        }

        return code.Append("    }\n\n").Append(Values(target)).Append("}\n").Replace("{\n\n", "{\n").ToString();
    }

    private static string Values(OutlineTarget target)
    {
        var summary = Text.Doc(Fill("{key} on {server} ({facts})", target));
        return $$"""
                public sealed partial class HaloyTarget
                {
                    /// <summary>{{summary}}</summary>
                    public static readonly HaloyTarget {{target.Name.Member}} = new HaloyTarget(
                        {{Text.Literal(target.Name.Key)}}, {{Text.Literal(target.Name.Suffix)}}, {{Text.Literal(target.Server)}}, {{Text.Literal(target.Strategy)}}, {{target.Replicas}},
                        {{Text.Literal(target.Image)}}, new string[] { {{Domains(target)}} }, {{Text.Literal(target.Protected)}});
                }

                public static partial class HaloyTargets
                {
                    /// <summary>{{summary}}</summary>
                    public static HaloyTarget {{target.Name.Member}} => HaloyTarget.{{target.Name.Member}};
                }

            """;
    }

    private static string Domains(OutlineTarget target)
    {
        var text = new StringBuilder();
        foreach (var domain in target.Domains)
            text.Append(text.Length == 0 ? "" : ", ").Append(Text.Literal(domain));
        return text.ToString();
    }

    private static string Fill(string text, OutlineTarget target) => text
        .Replace("{T}", target.Name.Suffix)
        .Replace("{facts}", target.Facts)
        .Replace("{server}", target.Server)
        .Replace("{key}", target.Name.Key);
}
