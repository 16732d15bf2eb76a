using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("V1 V2")]
    [InlineData("v1 v-2")]
    [InlineData("V1+V2")]
    [InlineData("--target V1 V2")]
    [InlineData("--target v2+v1")]
    public async Task Targets_are_named_in_any_case_with_or_without_hyphens(string arguments)
        => Assert.Equal("V2 V1", (await BuildFolder.RunOnceAsync($"Pipeline {arguments} --no-logo")).Ran);

    [Fact]
    public async Task A_word_after_a_switch_belongs_to_the_switch()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline --no-logo V1");

        Assert.Equal("Restore Compile", result.Ran);
        Assert.Contains("[WRN] Could not inject value for NukeBuild.NoLogo", result.Text);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task An_unknown_target_is_answered_with_those_that_exist()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline no-pe Clean --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal(
            """
            Target with name 'nope' does not exist. Available targets are:
              - All
              - Clean
              - Code
              - Compile
              - Publish
              - Restore
              - V1
              - V2
              - V3_Special

            """.ReplaceLineEndings("\n"),
            result.Text);
    }

    [Fact]
    public async Task Help_lists_the_targets_and_the_parameters()
    {
        var result = await BuildFolder.RunOnceAsync("Pipeline --help --no-logo");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            """
            Targets (with their direct dependencies):

              Clean               
                Cleans
              Restore             
              Compile (default)    -> Restore
              All                  -> Compile, Clean
              V1                  
              V2                  
              V3_Special          
              Code                

            Parameters:

              --flavor             Configuration to build.


            """.ReplaceLineEndings("\n"),
            result.Text);
        Assert.Contains("  --target             List of targets to be invoked. Default is 'Compile'.", result.Lines);
    }

    [Fact]
    public async Task Help_writes_parameters_as_they_are_given()
    {
        var result = await BuildFolder.RunOnceAsync("Parameterized --help --no-logo");

        Assert.Contains("  --github-token       <no description>", result.Lines);
        Assert.Contains("  --acme-region        <no description>", result.Lines);
        Assert.Contains("  --registry-key       Key to the registry.", result.Lines);
        Assert.DoesNotContain("--internal", result.Text);
    }

    [Fact]
    public async Task Without_a_target_and_without_a_default_the_help_is_shown()
    {
        var result = await BuildFolder.RunOnceAsync("NoDefault --no-logo");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Targets (with their direct dependencies):", result.Text);
    }

    [Theory]
    [InlineData("--host nowhere")]
    [InlineData("--verbosity loud")]
    public async Task What_the_build_cannot_start_with_ends_the_process_at_once(string arguments)
    {
        var result = await BuildFolder.RunOnceAsync($"Pipeline Clean {arguments}");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Ran);
    }

    [Theory]
    [InlineData("normal", "[DBG] cleaning")]
    [InlineData("minimal", "[WRN] a bit slow")]
    public async Task Verbosity_bounds_what_is_logged_and_nothing_else(string verbosity, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"Pipeline All --no-logo --verbosity {verbosity}");

        Assert.Contains(expected, result.Text);
        Assert.Equal(verbosity == "normal", result.Text.Contains("[INF] compiling Debug", System.StringComparison.Ordinal));
        Assert.Equal("Clean Restore Compile Publish", result.Ran);
    }
}
