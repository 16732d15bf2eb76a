using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class PlanningTests
{
    [Theory]
    [InlineData("A", "Slipped B C D A")]
    [InlineData("D C B", "B C D")]
    [InlineData("B C D", "B C D")]
    public async Task Without_any_relation_the_last_discovered_target_runs_first(string targets, string expected)
        => Assert.Equal(expected, (await BuildFolder.RunOnceAsync($"Relations {targets} --no-logo")).Ran);

    [Theory]
    [InlineData("Third First", "First Third")]
    [InlineData("Third Second First", "First Second Third")]
    public async Task Before_and_after_order_what_is_there_and_pull_nothing_in(string targets, string expected)
        => Assert.Equal(expected, (await BuildFolder.RunOnceAsync($"Relations {targets} --no-logo")).Ran);

    [Fact]
    public async Task Triggers_run_after_their_target_with_all_that_they_need_and_trigger()
        => Assert.Equal("Start Also FollowNeeds Follow FollowUp", (await BuildFolder.RunOnceAsync("Relations Start --no-logo")).Ran);

    [Fact]
    public async Task Several_default_targets_run_when_none_is_named()
        => Assert.Equal("Slipped Third B C D A", (await BuildFolder.RunOnceAsync("Relations --no-logo")).Ran);

    [Fact]
    public async Task A_target_without_actions_only_gathers_others_and_is_not_in_the_summary()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline All --no-logo");

        Assert.Equal("Clean Restore Compile Publish", result.Ran);
        Assert.Equal(
            ["Clean Succeeded", "Restore Succeeded // Packages: 3, Feed: here", "Compile Succeeded", "Publish Succeeded"],
            result.Summary);
    }

    [Fact]
    public async Task A_circle_anywhere_in_the_build_stops_every_run()
    {
        var result = await BuildFolder.RunOnceAsync("Circular Z --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal("Circular dependencies between targets:\n - Y, X\n", result.Text);
    }

    [Theory]
    [InlineData("SelfDependent", "Target 'X' cannot have a dependency on itself\n")]
    [InlineData("NewClosures", "Sequence contains no matching element\n")]
    [InlineData("NullTarget", "Object reference not set to an instance of an object.\n")]
    public async Task A_build_that_cannot_be_tied_together_says_why(string build, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"{build} --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal(expected, result.Text);
    }
}
