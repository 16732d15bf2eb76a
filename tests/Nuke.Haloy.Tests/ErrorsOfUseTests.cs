using System;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Haloy.Tests;

/// <summary>What a person gets who asks for something that cannot be: one clear message, no stack trace, the exit code of a failure.</summary>
public sealed class ErrorsOfUseTests : IAsyncDisposable
{
    // Production is on this machine; staging's server is not to be found.
    private const string OneIsUnreachable = """
        image: "app:built"
        targets:
          production: { image: { repository: "app", tag: "built", pull_policy: "never" } }
          staging: { server: "nowhere.invalid" }
        """;

    private readonly ComposedSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("DeployProdution", "There is no build target 'DeployProdution'. Did you mean DeployProduction?")]
    [InlineData("Compile+status-stagin", "There is no build target 'status-stagin'. Did you mean StatusStaging?")]
    [InlineData("--target Mygrate", "There is no build target 'Mygrate'. Did you mean Migrate?")]
    public async Task A_build_target_that_does_not_exist_gets_the_nearest_as_the_last_line(string command, string expected)
    {
        var text = await FailAsync(command);

        Assert.Contains("does not exist. Available targets are:", text);
        Assert.Equal(expected, text.TrimEnd().Split('\n').Last());
    }

    [Fact]
    public async Task Nothing_is_suggested_where_nothing_is_near() =>
        Assert.DoesNotContain("Did you mean", await FailAsync("Zzz"));

    [Theory]
    [InlineData("RollbackProduction", "production: nothing is deployed on localhost yet, so that there is nothing to roll back to.")]
    [InlineData("LogsProduction", "production has no running container on localhost.")]
    public async Task What_needs_a_deployment_says_that_there_is_none(string command, string expected)
    {
        var text = await FailAsync(command);

        Assert.Contains("\n" + expected, text);
        Assert.DoesNotContain("production: production", text);
    }

    [Theory]
    [InlineData("StatusProduction", "nothing runs")]
    [InlineData("HistoryProduction", "There is no deployment of production on localhost.")]
    [InlineData("StopProduction", "production on localhost: nothing ran")]
    public async Task What_only_looks_or_clears_away_is_content_with_nothing(string command, string expected)
    {
        var (exitCode, text) = await _site.RunAsync($"Around {command}");

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, text);
    }

    [Theory]
    [InlineData("yesterday", "'yesterday' is not a deployment id; one looks like 20261122-041530-k3x9. 'nuke HistoryProduction' lists them.")]
    [InlineData("20201122-041530-k3x9", "production: the history has no deployment 20201122-041530-k3x9. Nothing is kept.")]
    public async Task An_id_that_is_none_or_not_in_the_history_is_refused(string id, string expected)
    {
        await _site.RunAsync("Around DeployProduction");

        Assert.Contains("\n" + expected, await FailAsync($"RollbackProduction --deployment-id {id}"));
        Assert.Equal("production", _site.Running);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_ends_a_deployment_of_several_before_anything_is_touched()
    {
        _site.Write("haloy.yaml", OneIsUnreachable);

        var text = await FailAsync("DeployAll");

        Assert.Contains("nowhere.invalid", text);
        Assert.Matches(@"DeployAll\s+NotRun", text);
        Assert.Equal("", _site.Running);
    }

    [Fact]
    public async Task Without_the_check_the_targets_on_other_servers_are_deployed()
    {
        _site.Write("haloy.yaml", OneIsUnreachable);

        var text = await FailAsync("DeployAll --skip CheckServers");

        Assert.Equal("production", _site.Running);
        Assert.Matches("production +localhost .*succeeded\n", text);
        Assert.Matches("staging +nowhere.invalid .*failed\n", text);
    }

    [Theory]
    [InlineData("StatusAll", "production +localhost +nothing runs")]
    [InlineData("PlanAll", "A deployment of production to localhost would now")]
    [InlineData("StopAll", "production on localhost: nothing ran")]
    public async Task The_others_go_on_when_one_server_of_several_cannot_be_reached(string command, string expected)
    {
        _site.Write("haloy.yaml", OneIsUnreachable);

        var text = await FailAsync(command);

        Assert.Matches(expected, text);
        Assert.Single(text.Split('\n'), line => line.StartsWith("server nowhere.invalid: its name has no address.", StringComparison.Ordinal));
        Assert.DoesNotContain("reached in", text);
    }

    [Fact]
    public async Task The_logs_of_the_others_are_shown_when_one_server_of_several_cannot_be_reached()
    {
        _site.Write("haloy.yaml", OneIsUnreachable);
        await _site.RunAsync("Around DeployProduction");
        _site.Engine.Containers.Single(container => container.IsRunning && container.Labels.ContainsKey("haloy.deployment")).Write("it said this");

        var text = await FailAsync("LogsAll");

        Assert.Matches(@"\[production\] \S+ +\| it said this", text);
        Assert.Single(text.Split('\n'), line => line.StartsWith("server nowhere.invalid: its name has no address.", StringComparison.Ordinal));
        Assert.DoesNotContain("reached in", text);
    }

    [Fact]
    public async Task Protected_targets_are_neither_stopped_nor_emptied_unless_they_are_meant()
    {
        await _site.RunAsync("Around DeployProduction");
        _site.Write("haloy.yaml", "protected: true\nimage: \"app:built\"\ntargets:\n  production:\n  staging:\n");

        var text = await FailAsync("StopAll --remove-containers --remove-volumes");

        Assert.Contains("Every target is protected. Name the one that is meant, or give --include-protected.", text);
        Assert.Equal("production", _site.Running);
        Assert.Equal(0, (await _site.RunAsync("Around StopProduction")).ExitCode);
        Assert.Equal("", _site.Running);
    }

    [Fact]
    public async Task A_server_whose_clock_is_wrong_is_told_when_servers_are_checked_and_is_deployed_to()
    {
        _site.Engine.ClockAhead = TimeSpan.FromMinutes(-10);

        var (exitCode, text) = await _site.RunAsync("Around DeployProduction");

        Assert.Equal(0, exitCode);
        Assert.Contains("server localhost: its clock is 10 min behind this machine's.", text);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_missed_by_its_name()
    {
        Assert.Matches("There is no configuration at .*/nowhere.yaml. Write a haloy.yaml there, or name another file with --haloy-config.", await FailAsync("StatusAll --haloy-config nowhere.yaml"));
        _site.Delete("haloy.yaml");
        Assert.Matches("There is no configuration at .*/haloy.yaml. Write a haloy.yaml there,", await FailAsync("DeployAll"));
    }

    [Fact]
    public async Task A_target_that_was_taken_out_of_the_file_since_the_build_was_compiled_is_told()
    {
        _site.Write("haloy.yaml", "image: \"app:built\"\ntargets:\n  production:\n  preview:\n");

        Assert.Contains(
            "The configuration has no target 'staging', though this build project was compiled with one; it has: production, preview. Compile the build project again",
            await FailAsync("StatusStaging"));
        Assert.Contains(
            "haloy.yaml has now preview and has no longer staging, since this build project was compiled. Compile it again",
            (await _site.RunAsync("Around ValidateConfig")).Text);
    }

    private async Task<string> FailAsync(string command)
    {
        var (exitCode, text) = await _site.RunAsync($"Around {command}");

        Assert.Equal(255, exitCode);
        Assert.DoesNotContain("   at ", text);
        return text;
    }
}
