using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.House.Tests.Docs;

/// <summary>docs/tour.md is what <c>./build.sh Tour</c> wrote: a whole life, and every part of it whole.</summary>
public sealed class TourTests
{
    private const string Prompt = "$ ./build.sh ";

    private static readonly IReadOnlyList<string[]> s_parts =
        [.. Page.All.Single(page => page.File == "docs/tour.md").Blocks.Select(block => block.Text.TrimEnd().Split('\n'))];

    [Fact]
    public void It_is_a_whole_life_in_order() => Assert.Equal(
        [
            "AddServer", "PlanProduction", "DeployAll", "StatusAll", "LogsStaging", "DeployProduction", "DeployProduction", "HistoryProduction",
            "RollbackProduction", "ExecProduction", "ListServers", "StopProduction", "Prune", "RemoveServer",
        ],
        s_parts.Select(lines => lines[0][Prompt.Length..].Split(' ')[0]));

    [Fact]
    public void Every_command_shows_what_its_build_target_wrote_and_how_the_build_ended() => Assert.All(s_parts, lines =>
    {
        var target = lines[0][Prompt.Length..].Split(' ')[0];
        string[] end = lines[0].Contains("--broken", StringComparison.Ordinal) ? ["Build failed", "$ echo $?", "255"] : ["Build succeeded"];

        Assert.Contains($"── {target}", lines);
        Assert.Equal(end, lines[^end.Length..]);
        Assert.True(lines.Length > 3, $"{target} wrote nothing.");
    });

    [Fact]
    public void The_broken_version_is_taken_back_and_the_one_before_comes_back_by_hand()
    {
        Assert.Contains(Part("--broken"), line => line.Contains("failed, the old version serves", StringComparison.Ordinal));
        Assert.Contains(Part("RollbackProduction"), line => line.Contains("back to deployment", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_left_of_terminals_and_test_servers() =>
        Assert.All(s_parts.SelectMany(lines => lines), line => Assert.DoesNotMatch("\x1B|\u200B|10\\.77\\.|^   at |haloy-lab-", line));

    private static string[] Part(string word) => s_parts.Single(lines => lines[0].Contains(word, StringComparison.Ordinal));
}
