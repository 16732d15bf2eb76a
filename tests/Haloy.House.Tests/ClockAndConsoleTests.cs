using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Haloy.House.Tests;

/// <summary>
/// What src/BannedSymbols.txt cannot hold: the component, which no project of src compiles; clocks besides those listed there; and
/// comments that switch the rule off.
/// </summary>
public sealed class ClockAndConsoleTests
{
    private const string Sources = "src/Nuke.Haloy/sources/";

    // The component is the edge: here and nowhere else it meets the console and the clock.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Console"] = ["CommandConsole.cs", "DeploymentLog.cs", "GitHubActions.cs", "HaloySession.Operating.cs", "HaloySession.Servers.cs", "HaloySession.cs", "HostKeyConsent.cs", "Paint.cs", "Reports.cs", "UnknownBuildTargets.cs"],
        ["UtcNow"] = ["HaloySession.Looking.cs", "HaloySession.Operating.cs", "HaloySession.Servers.cs"],
    };

    private static readonly string[] s_clocks = ["Console", "UtcNow", "Now", "Stopwatch", "TickCount", "TickCount64"];

    [Fact]
    public void The_component_meets_the_console_and_the_clock_only_at_its_edge()
    {
        var breaches = Uses(CSharp.Component)
            .Where(use => !s_allowed.GetValueOrDefault(use.Name, []).Contains(use.File[Sources.Length..]));

        Breaches.None(breaches);
    }

    [Fact]
    public void Nothing_else_that_ships_has_a_clock_of_its_own() =>
        Breaches.None(Uses(CSharp.Shipped).Where(use => !use.File.StartsWith(Sources, StringComparison.Ordinal)));

    [Fact]
    public void Nothing_that_ships_switches_the_rule_off()
    {
        var switches = CSharp.Shipped.SelectMany(tree => tree.GetRoot().DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia) && trivia.ToString().Contains("RS0030", StringComparison.Ordinal))
            .Select(_ => tree.FilePath));

        Breaches.None(switches);
    }

    private static IEnumerable<(string File, string Name)> Uses(IEnumerable<SyntaxTree> trees) =>
        from tree in trees
        from name in tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
        where s_clocks.Contains(name.Identifier.Text)
        select (tree.FilePath, name.Identifier.Text);
}
