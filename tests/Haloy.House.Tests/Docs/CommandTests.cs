using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Haloy.House.Tests.Docs;

/// <summary>The commands that the pages tell a reader to type: what they name exists.</summary>
public sealed partial class CommandTests
{
    // NUKE's own.
    private static readonly string[] s_parametersOfNuke = ["help", "plan", "skip", "root", "host", "verbosity", "no-logo", "continue", "profile", "partition"];

    [Fact]
    public void Every_build_target_in_a_command_exists()
    {
        Assert.NotEmpty(Page.ToFollow.SelectMany(Commands));
        Breaches.None(
            from page in Page.ToFollow
            where Commands(page).Any()
            let known = TargetsOf(page)
            from command in Commands(page)
            from word in command.Targets
            where !known.Contains(word)
            select $"{page.File}: `{command.Text}`: there is no build target {word}");
    }

    [Fact]
    public void Every_parameter_in_a_command_exists() => Breaches.None(
        from page in Page.ToFollow
        let known = ParametersOf(page)
        from command in Commands(page)
        from word in command.Parameters
        where !known.Contains(word)
        select $"{page.File}: `{command.Text}`: there is no parameter --{word}");

    [Theory]
    [InlineData("./build.sh Test", "Test", "")]
    [InlineData("CI=true nuke DeployAll StatusAll --haloy-targets production --include-protected  # careful", "DeployAll StatusAll", "haloy-targets include-protected")]
    [InlineData("RollbackProduction [--deployment-id ID]", null, null)]
    [InlineData("./build.sh RollbackProduction [--deployment-id ID] | tee log --x", "RollbackProduction", "deployment-id")]
    [InlineData("./build.sh ExecProduction --command \"dotnet --info\"", "ExecProduction", "command")]
    [InlineData("nuke :setup", "", "")]
    public void A_command_is_taken_apart(string line, string? targets, string? parameters)
    {
        var command = Command.In(line);

        Assert.Equal(targets, command is null ? null : string.Join(" ", command.Targets));
        Assert.Equal(parameters, command is null ? null : string.Join(" ", command.Parameters));
    }

    private static IEnumerable<Command> Commands(Page page) => page.Blocks
        .Where(block => block.Language is "bash" or "sh" or "console")
        .SelectMany(block => block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        .Concat(page.Spans)
        .Select(Command.In).OfType<Command>();

    /// <summary>Those of this repository and its sample, those generated from a configuration on the page, and those in C# on the page.</summary>
    private static HashSet<string> TargetsOf(Page page)
    {
        var generated = new[] { ExampleTests.ConfigurationOf(page), Repository.Read("samples/DemoApp/haloy.yaml"), UserBuild.Yaml }.SelectMany(UserBuild.Generated);
        return [.. Builds(page).Concat(generated)
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>())
            .Where(property => property.Type.ToString() == "Target")
            .Select(property => property.Identifier.Text)];
    }

    private static HashSet<string> ParametersOf(Page page) => [.. Builds(page).Concat(CSharp.Component)
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
        .Where(member => member.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Parameter"))
        .SelectMany(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            _ => [],
        })
        .Select(name => Hump().Replace(name, "-").ToLowerInvariant())
        .Concat(s_parametersOfNuke)];

    private static IEnumerable<SyntaxTree> Builds(Page page) => CSharp.Below("build/").Where(tree => !tree.FilePath.StartsWith("build/host/", StringComparison.Ordinal))
        .Concat(CSharp.Below("samples/DemoApp/build/"))
        .Concat(page.Blocks.Where(block => block.Language == "csharp").Select(block => CSharp.Parse($"class Page {{ {block.Text} }}")));

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();

    private sealed partial record Command(string Text, IReadOnlyList<string> Targets, IReadOnlyList<string> Parameters)
    {
        public static Command? In(string line)
        {
            var text = line.Split(" #")[0].Split('|')[0].Split("&&")[0].Split(';')[0].Trim().TrimStart('$').Trim();
            var call = Call().Match(text);
            if (!call.Success)
                return null;
            // What stands in quotes is another program's.
            var words = Quoted().Replace(call.Groups["rest"].Value, "'…'").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('[', ']')).ToList();
            return new Command(
                text,
                [.. words.TakeWhile(word => !word.StartsWith('-')).Where(word => Name().IsMatch(word))],
                [.. words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word[2..])]);
        }

        [GeneratedRegex(@"^(\w+=\S+ )*(\./build\.sh|nuke|build\.cmd)(?<rest>( .*)?)$")]
        private static partial Regex Call();

        [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
        private static partial Regex Quoted();

        [GeneratedRegex(@"^[A-Za-z_]\w*$")]
        private static partial Regex Name();
    }
}
