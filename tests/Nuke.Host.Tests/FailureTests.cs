using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task After_a_failure_only_assured_targets_run()
    {
        var result = await BuildFolder.RunOnceAsync("Failures Dependent CleanupThatFails --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal(
            [
                "Before Succeeded", "Cleanup Succeeded", "CleanupThatFails Failed // Exception: cleaning failed",
                "Dependent NotRun", "Fails Failed // InvalidOperationException: it broke", "Notify NotRun",
            ],
            result.Summary.Order());
        Assert.Contains("[ERR] Target Fails has thrown an exception", result.Text);
        Assert.Contains("Build failed on", result.Text);
    }

    [Fact]
    public async Task A_target_may_fail_the_build_and_let_it_go_on()
    {
        var result = await BuildFolder.RunOnceAsync("Failures AfterProceeds --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal("Proceeds AfterProceeds", result.Ran);
        Assert.Equal("Proceeds Failed // ArgumentException: Expected condition to be true (Parameter '1 > 2')", result.Summary[0]);
    }

    [Fact]
    public async Task What_a_target_reports_stands_in_the_summary_in_place_of_its_exception()
        => Assert.Equal(["Reports Failed // Server: down"], (await BuildFolder.RunOnceAsync("Failures Reports --no-logo")).Summary);

    [Theory]
    [InlineData("Failures Coded", 7)]
    [InlineData("Pipeline Code", 42)]
    [InlineData("Failures Logs", 0)]
    [InlineData("Failures Async", 255)]
    [InlineData("Processes Missing", 255)]
    public async Task The_exit_code_is_that_of_the_build_unless_a_target_sets_it(string command, int expected)
        => Assert.Equal(expected, (await BuildFolder.RunOnceAsync($"{command} --no-logo")).ExitCode);

    [Fact]
    public async Task A_build_that_cannot_be_made_crashes()
    {
        var result = await BuildFolder.RunOnceAsync("Throwing --no-logo");

        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEqual(255, result.ExitCode);
        Assert.Contains("no such luck", result.Errors);
    }

    [Fact]
    public async Task Errors_and_warnings_are_repeated_with_their_target()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline All --no-logo");

        var block = result.Lines.SkipWhile(x => x != "║ Errors & Warnings").Skip(3).Take(2);
        Assert.Equal(["[WRN] Compile: a bit slow", "[ERR] Publish: published, though with an error line"], block);
    }

    [Fact]
    public async Task Interrupted_the_running_target_is_aborted_and_assured_targets_run()
    {
        Assert.SkipWhen(System.OperatingSystem.IsWindows(), "Windows has no interrupt that reaches one process only.");
        using var folder = new BuildFolder();
        using var process = folder.Start("Processes Later Assured --no-logo");
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "waiting")
            continue;

        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var result = await BuildResult.OfAsync(process);

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Assured", result.Ran);
        Assert.Equal(["Waits Aborted", "Later NotRun", "Assured Succeeded"], result.Summary);
    }

    [Fact]
    public async Task Two_runs_at_once_in_one_root_are_refused()
    {
        using var folder = new BuildFolder();
        using var first = folder.Start("Processes Waits --no-logo");
        while (await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "waiting")
            continue;

        var second = await folder.RunAsync("Processes Talks --no-logo");
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(255, second.ExitCode);
        Assert.Contains(Path.Combine(".nuke", "temp", "build.log") + "' because it is being used by another process.", second.Text);
    }
}
