using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class SkippingTests
{
    [Theory]
    [InlineData("All --skip", "")]
    [InlineData("All --skip compile", "Clean Publish")]
    [InlineData("All --skip com-pile publish", "Clean")]
    [InlineData("Compile --skip restore", "Compile")]
    [InlineData("Compile --skip compile", "Compile")]
    [InlineData("--skip", "")]
    [InlineData("Compile --skip nope", "Restore Compile")]
    public async Task Skip_takes_out_what_it_names_and_what_only_that_needed(string arguments, string expected)
        => Assert.Equal(expected, (await BuildFolder.RunOnceAsync($"Pipeline {arguments} --no-logo")).Ran);

    [Fact]
    public async Task The_summary_says_why_a_target_was_skipped()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline All --skip compile --no-logo");

        Assert.Equal(
            ["Clean Succeeded", "Restore Skipped // Skipped: because of Compile", "Compile Skipped // Skipped: via parameter", "Publish Succeeded"],
            result.Summary);
    }

    [Fact]
    public async Task A_static_condition_skips_what_only_its_target_needs()
    {
        var result = await BuildFolder.RunOnceAsync("Conditions After --no-logo");

        Assert.Equal("Shared After", result.Ran);
        Assert.Contains("Static Skipped // OnlyWhen: Yes && Count == 4", result.Summary);
        Assert.Contains("Needed Skipped // Skipped: because of Static", result.Summary);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_target_can_keep_its_dependencies_when_it_is_skipped()
        => Assert.Equal("Needed", (await BuildFolder.RunOnceAsync("Conditions Keeping --no-logo")).Ran);

    [Fact]
    public async Task A_dynamic_condition_is_asked_after_the_dependencies_ran()
    {
        var result = await BuildFolder.RunOnceAsync("Conditions AfterDynamic --no-logo");

        Assert.Equal("Needed AfterDynamic", result.Ran);
        Assert.Contains("Triggered Skipped // Skipped: because of Dynamic", result.Summary);
    }

    [Fact]
    public async Task Conditions_that_hold_change_nothing()
        => Assert.Equal(
            "Needed Dynamic Shared Static After Triggered Keeping",
            (await BuildFolder.RunOnceAsync("Conditions Static Keeping Dynamic After --no-logo --yes --count 4")).Ran);

    [Theory]
    [InlineData("Broken")]
    [InlineData("BrokenStatic")]
    public async Task A_condition_that_throws_fails_the_build_and_not_its_target(string target)
    {
        var result = await BuildFolder.RunOnceAsync($"Conditions {target} --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Contains($"[ERR] Invocation of condition for {target} has thrown an exception", result.Text);
        Assert.Equal([$"{target} NotRun"], result.Summary);
    }
}
