using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Nuke.Haloy.Tests;

public sealed class BuildTests : IDisposable
{
    private readonly TestBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("--haloy-parallelism many", "--haloy-parallelism is 'many'; it needs a whole number from 1 to 1000.")]
    [InlineData("--haloy-lock-wait 1.5", "--haloy-lock-wait is '1.5'; it needs a whole number from 0 to 86400.")]
    [InlineData("--haloy-acme-directory acme.example.com", "--haloy-acme-directory is 'acme.example.com'; it needs a whole https:// URL, such as https://acme-staging-v02.api.letsencrypt.org/directory.")]
    [InlineData("--haloy-output xml", "--haloy-output is 'xml'; it can be text or json.")]
    [InlineData("--haloy-report", "--haloy-report needs a value.")]
    [InlineData("--haloy-targets", "--haloy-targets needs a value.")]
    [InlineData("--server-name", "--server-name needs a value.")]
    [InlineData("--server-fingerprint ab:cd", "--server-fingerprint is 'ab:cd'; it needs the form that 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' shows on the server: SHA256: and 43 characters.")]
    [InlineData("--tail -5", "--tail needs a value.")]
    [InlineData("--keep 0", "--keep is '0'; it needs a whole number from 1 to 1000.")]
    [InlineData("--command", "--command needs a value.")]
    [InlineData("--command ls /app", "--command takes one value; put the whole command in quotes: --command \"ls -l /app\".")]
    [InlineData("--command ls -l", "There is no parameter -l. If it belongs to the command, put the whole command in quotes: --command \"ls -l /app\".")]
    [InlineData("--haloy-target staging", "There is no parameter --haloy-target. Did you mean --haloy-targets?")]
    [InlineData("--haloy-targets=staging", "--haloy-targets=staging: write the value after a blank, NUKE does not know '='.")]
    [InlineData("--includ-protected", "There is no parameter --includ-protected. Did you mean --include-protected?")]
    public async Task A_parameter_that_NUKE_would_drop_is_refused(string arguments, string message)
    {
        var (exitCode, text) = await _build.RunAsync($"ValidateConfig {arguments}");

        Assert.Equal(255, exitCode);
        Assert.Contains(message, text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public async Task Everything_wrong_with_the_parameters_is_said_at_once()
    {
        var (_, text) = await _build.RunAsync("ValidateConfig --haloy-parallelism 0 --haloy-output xml");

        Assert.Contains("--haloy-parallelism is '0'", text);
        Assert.Contains("--haloy-output is 'xml'", text);
    }

    [Fact]
    public async Task A_configuration_in_order_says_so()
    {
        var (exitCode, text) = await _build.RunAsync("ValidateConfig");

        Assert.Equal(0, exitCode);
        Assert.Contains("haloy.yaml is in order. Its 2 targets: production, staging", text);
    }

    [Fact]
    public async Task A_broken_configuration_shows_every_problem_with_its_place_and_no_stack_trace()
    {
        _build.Write("other.yaml", "image: \"a:1\"\ntargets:\n  production:\n    replica: 2\n    port: nine\n");

        var (exitCode, text) = await _build.RunAsync("DeployProduction --haloy-config other.yaml");

        Assert.Equal(255, exitCode);
        Assert.Contains("other.yaml(4,5): error HALOY014: ", text);
        Assert.Contains("other.yaml(5,5): error HALOY019: ", text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_before_anything_is_done()
    {
        var (exitCode, text) = await _build.RunAsync("DeployStaging --database-password secret");

        Assert.Equal(255, exitCode);
        Assert.Contains("/nowhere.sock", text);
        Assert.Matches(@"GlobalPreDeploy\s+NotRun", text);
        Assert.Matches(@"Test\s+NotRun", text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public async Task A_build_target_after_a_switch_is_refused()
    {
        var (exitCode, text) = await _build.RunAsync("ValidateConfig --no-logs StatusAll");

        Assert.Equal(255, exitCode);
        Assert.Contains("--no-logs takes no value, and 'StatusAll' follows it. Write build targets before the first parameter.", text);
    }

    [Fact]
    public async Task What_a_machine_s_environment_holds_by_chance_is_no_parameter()
    {
        _build.Variables["container"] = "podman";
        _build.Variables["TAIL"] = "many";

        Assert.Equal(0, (await _build.RunAsync("ValidateConfig")).ExitCode);
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_refused_with_those_that_do()
    {
        var (exitCode, text) = await _build.RunAsync("StatusAll --haloy-targets prod");

        Assert.Equal(255, exitCode);
        Assert.Contains("Target 'prod' not found. Did you mean 'production'? The configuration has: production, staging.", text);
    }

    [Fact]
    public async Task The_whole_configuration_is_one_JSON_document_on_the_last_line()
    {
        var (_, text) = await _build.RunAsync("ValidateConfig --show-resolved-config --haloy-output json");

        var document = JsonNode.Parse(text.TrimEnd().Split('\n').Last())!;
        Assert.Equal("nuke:DatabasePassword", (string?)document["targets"]!["staging"]!["env"]![0]!["from"]!["secret"]);
    }

    [Fact]
    public async Task What_is_wrong_with_the_configuration_is_a_JSON_document_where_it_is_asked_for()
    {
        _build.Write("haloy.yaml", "image: \"a:1\"\ntargets:\n  production:\n    server: \"prod.invalid\"\n    replica: 2\n");

        var (exitCode, text) = await _build.RunAsync("ValidateConfig --haloy-output json");
        var (_, needed) = await _build.RunAsync("StatusAll --haloy-output json");

        Assert.Equal(255, exitCode);
        var problem = Assert.Single(JsonNode.Parse(text.TrimEnd().Split('\n').Last())!["problems"]!.AsArray())!;
        Assert.Equal(("HALOY014", 5), ((string?)problem["id"], (int)problem["line"]!));
        Assert.DoesNotContain("\"command\"", needed);
    }

    [Fact]
    public async Task What_hinders_a_deploy_is_a_JSON_document_where_it_is_asked_for()
    {
        _build.Write("haloy.yaml", "image: \"a:1\"\ntargets:\n  production:\n    server: \"prod.invalid\"\n");

        var (_, text) = await _build.RunAsync("CheckServers --haloy-output json");

        var document = JsonNode.Parse(text.TrimEnd().Split('\n').Last())!;
        Assert.Equal("check_servers", (string?)document["command"]);
        Assert.Contains("prod.invalid", (string?)Assert.Single(document["problems"]!.AsArray()));
    }

    [Fact]
    public async Task A_report_goes_to_a_file()
    {
        await _build.RunAsync("ValidateConfig --show-resolved-config --haloy-output json --haloy-report report.json");

        Assert.NotNull(JsonNode.Parse(_build.Read("report.json"))!["targets"]!["production"]);
    }

    [Fact]
    public async Task A_parameter_of_the_build_is_found_for_a_secret()
    {
        var (_, text) = await _build.RunAsync("Look --database-password hunter2");

        Assert.Contains("hunter2", text);
    }

    [Fact]
    public async Task Help_lists_the_parameters_by_their_names()
    {
        var (_, text) = await _build.RunAsync("--help");

        string[] names =
        [
            "haloy-targets", "include-protected", "deployment-id", "tail", "follow", "container", "raw", "remove-containers", "remove-volumes",
            "server", "server-name", "server-fingerprint",
            "no-logs", "show-resolved-config", "command", "keep", "haloy-ssh-config", "haloy-config", "haloy-output", "haloy-report", "haloy-parallelism",
            "haloy-lock-wait", "haloy-proxy-image", "haloy-acme-directory",
        ];
        Assert.All(names, name => Assert.Contains($"  --{name} ", text));
        Assert.DoesNotContain("[WRN]", text);
        Assert.Contains("Deploy staging to localhost (rolling, 1 replica, ghcr.io/my-org/my-app:v1)", text);
    }
}
