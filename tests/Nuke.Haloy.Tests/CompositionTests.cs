using System;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Haloy.Tests;

public sealed class CompositionTests : IAsyncDisposable
{
    private readonly ComposedSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("DeployStaging", "global_pre_deploy, Compile, Test, docker build, staging, global_post_deploy")]
    [InlineData("DeployProduction", "global_pre_deploy, Compile, Test, docker build, Migrate, production, global_post_deploy, Announce")]
    [InlineData("DeployAll Backup", "global_pre_deploy, Compile, Test, docker build, Backup, Migrate, production, staging, global_post_deploy")]
    [InlineData("Release WarmUp", "global_pre_deploy, Compile, Test, docker build, staging, Migrate, production, WarmUp, global_post_deploy, Release, Announce")]
    public async Task A_users_targets_run_where_they_were_put(string command, string expected)
    {
        var (exitCode, _) = await _site.RunAsync($"Around {command}");

        Assert.Equal((0, expected), (exitCode, _site.Order));
    }

    [Theory]
    [InlineData("DeployProduction DeployStaging", "global_pre_deploy, Compile, Test, docker build, staging, Migrate, production, global_post_deploy, Announce")]
    [InlineData("DeployAll DeployProduction", "global_pre_deploy, Compile, Test, docker build, Migrate, production, staging, global_post_deploy, Announce")]
    public async Task Several_targets_share_one_build_and_one_run_of_each_global_hook(string command, string expected)
    {
        var (exitCode, text) = await _site.RunAsync($"Around {command}");

        Assert.Equal((0, expected), (exitCode, _site.Order));
        Assert.Equal("production staging", _site.Running);
        Assert.Single(text.Split('\n'), line => line.Contains("localhost reached in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deploy-staging")]
    [InlineData("DEPLOYSTAGING")]
    [InlineData("--target DeployStaging")]
    public async Task A_build_target_is_found_however_NUKE_lets_it_be_written(string command)
    {
        await _site.RunAsync($"Around {command}");

        Assert.Equal("staging", _site.Running);
    }

    [Theory]
    [InlineData("DeployProduction --skip Test", "global_pre_deploy, docker build, Migrate, production, global_post_deploy, Announce")]
    [InlineData("DeployProduction --skip global-pre-deploy GlobalPostDeploy", "Compile, Test, docker build, Migrate, production, Announce")]
    [InlineData("DeployProduction --skip BuildImages", "global_pre_deploy, Migrate, production, global_post_deploy, Announce")]
    [InlineData("DeployStaging --skip", "staging")]
    [InlineData("--skip", "")]
    public async Task What_is_skipped_does_not_run(string command, string expected)
    {
        _site.Engine.AddImage("app:latest");

        var (exitCode, _) = await _site.RunAsync($"Around {command}");

        Assert.Equal((0, expected), (exitCode, _site.Order));
    }

    [Fact]
    public async Task An_image_that_was_never_built_is_missed_when_building_is_skipped()
    {
        var (exitCode, text) = await _site.RunAsync("Around DeployStaging --skip BuildImages");

        Assert.Equal(255, exitCode);
        Assert.Contains("This machine's engine has no image app:latest, and BuildImages was skipped. Run BuildImages first, or do not skip it.", text);
    }

    [Fact]
    public async Task A_plan_of_the_build_does_nothing()
    {
        var (_, text) = await _site.RunAsync("Around DeployProduction --plan");

        Assert.Equal("", _site.Order);
        Assert.Empty(_site.Engine.Requests);
        Assert.Matches(@"(?s)ValidateConfig.*CheckServers.*GlobalPreDeploy.*Test.*BuildImages.*Migrate.*DeployProduction.*GlobalPostDeploy", text);
    }

    [Theory]
    [InlineData("DeployProduction --with-production --with-images", "global_pre_deploy, Compile, docker build, production, after production, global_post_deploy")]
    [InlineData("DeployStaging", "global_pre_deploy")]
    [InlineData("DeployProduction DeployStaging --with-production --with-images", "global_pre_deploy, Compile, docker build, production, after production, global_post_deploy")]
    [InlineData("DeployProduction DeployStaging --with-staging --with-images", "global_pre_deploy, Compile, docker build, staging, global_post_deploy")]
    public async Task A_generated_target_can_be_taken_over(string command, string expected)
    {
        var (exitCode, _) = await _site.RunAsync($"Overriding {command}");

        Assert.Equal((0, expected), (exitCode, _site.Order));
    }

    [Fact]
    public async Task A_target_that_was_taken_over_keeps_its_description_unless_it_gets_another()
    {
        var (_, text) = await _site.RunAsync("Overriding --help");

        Assert.Contains("Deploys for real", text);
        Assert.DoesNotContain("Deploy production to localhost", text);
        Assert.Contains("Deploy staging to localhost (rolling, 1 replica, app:latest)", text);
    }

    [Fact]
    public async Task A_generated_target_can_be_the_default()
    {
        var (exitCode, _) = await _site.RunAsync("Defaulting");

        Assert.Equal((0, "production staging"), (exitCode, _site.Running));
    }

    [Fact]
    public async Task Nothing_is_deployed_when_a_target_before_it_fails()
    {
        var (exitCode, text) = await _site.RunAsync("Failing DeployProduction --fails Test");

        Assert.Equal((255, "global_pre_deploy, Test, CloseTicket"), (exitCode, _site.Order));
        Assert.Equal("", _site.Running);
        Assert.Matches(@"DeployProduction\s+NotRun", text);
    }

    [Fact]
    public async Task What_was_deployed_stays_when_a_target_after_it_fails()
    {
        var (exitCode, text) = await _site.RunAsync("Failing DeployProduction --fails SmokeTest");

        Assert.Equal((255, "global_pre_deploy, Test, docker build, production, SmokeTest, CloseTicket"), (exitCode, _site.Order));
        Assert.Equal("production", _site.Running);
        Assert.Matches(@"GlobalPostDeploy\s+NotRun", text);
    }

    [Fact]
    public async Task What_is_assured_runs_after_a_deployment_that_failed()
    {
        _site.Write("fail-production", "");

        var (exitCode, text) = await _site.RunAsync("Failing DeployProduction");

        Assert.Equal((255, "global_pre_deploy, Test, docker build, production, CloseTicket"), (exitCode, _site.Order));
        Assert.Contains("pre_deploy failed: 'echo production >> order; test ! -e fail-production' ended with exit code 1.", text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public async Task The_global_hook_after_deploying_is_left_out_unless_everything_was_deployed()
    {
        _site.Write("fail-staging", "");

        var (exitCode, text) = await _site.RunAsync("Failing DeployProduction DeployStaging");

        Assert.Equal((255, "global_pre_deploy, Test, docker build, staging, production, SmokeTest, CloseTicket"), (exitCode, _site.Order));
        Assert.Contains("global_post_deploy is left out, since not everything was deployed: staging", text);
    }

    [Fact]
    public async Task Parameters_can_stand_in_NUKEs_file()
    {
        _site.Write(".nuke/parameters.json", """{ "HaloyTargets": [ "staging" ], "HaloyParallelism": 2, "NoLogs": true }""");

        var (exitCode, text) = await _site.RunAsync("Around DeployAll");

        Assert.Equal((0, "staging"), (exitCode, _site.Running));
        Assert.DoesNotContain("create network", text);
    }

    [Fact]
    public async Task A_mistake_in_NUKEs_file_is_refused()
    {
        _site.Write(".nuke/parameters.json", """{ "HaloyTargets": [ "stagin" ] }""");

        var (exitCode, text) = await _site.RunAsync("Around DeployAll");

        Assert.Equal((255, ""), (exitCode, _site.Order));
        Assert.Contains("Target 'stagin' not found. Did you mean 'staging'?", text);
    }
}
