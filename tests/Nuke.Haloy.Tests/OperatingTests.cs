using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Haloy.Testing.Docker;

namespace Nuke.Haloy.Tests;

/// <summary>The commands as a whole build that talks with a fake engine.</summary>
public sealed class OperatingTests : IAsyncDisposable
{
    private const string Deployment = "20261122-041530-k3x7";

    private readonly TestBuild _build = new();
    private readonly FakeDockerEngine _engine = new();
    private readonly FakeEngineSocket _socket;

    public OperatingTests()
    {
        _socket = new(_engine);
        _build.Variables["DOCKER_HOST"] = _socket.DockerHost;
        _engine.AddImage("caddy:2");
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _engine.DisposeAsync();
        _build.Dispose();
    }

    [Fact]
    public async Task The_exit_code_of_a_command_is_the_build_s()
    {
        Running("staging-r1");
        _engine.OnExec = exec => Task.FromResult(new FakeExecResult(42, $"{string.Join('|', exec.Cmd)} in {exec.Container.Name} read {exec.Input}\n"));

        var (exitCode, text) = await _build.RunAsync(["ExecStaging", "--command", "cat 'a b' -n"], "some input");

        Assert.Contains("cat|a b|-n in staging-r1 read some input", text);
        Assert.Equal(42, exitCode);
        Assert.Contains("The command ended with exit code 42 in staging-r1.", text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public async Task A_command_that_succeeds_is_a_build_that_succeeds()
    {
        Running("staging-r1");
        Running("staging-r2");
        _engine.OnExec = exec => Task.FromResult(new FakeExecResult(0, exec.Container.Name));

        var (exitCode, text) = await _build.RunAsync(["ExecStaging", "--command", "true", "--container", "r2", "--haloy-output", "json"], "x");

        Assert.DoesNotContain("ERR", text);
        Assert.Equal(0, exitCode);
        Assert.Equal(
            """{"command":"exec","targets":[{"target":"staging","server":"localhost","container":"staging-r2","exit_code":0}]}""",
            Last(text).ToJsonString());
    }

    [Fact]
    public async Task A_command_without_words_or_without_a_container_is_one_clear_line()
    {
        Assert.Contains("There is no command to run. Give one in quotes: --command \"ls -l /app\".", (await _build.RunAsync("ExecStaging")).Text);

        var (exitCode, text) = await _build.RunAsync(["ExecStaging", "--command", "ls"], "");

        Assert.Equal(255, exitCode);
        Assert.Contains("staging has no running container on localhost. 'nuke DeployStaging' starts it.", text);
    }

    [Fact]
    public async Task A_prune_says_what_went()
    {
        Running("staging-r1");
        _engine.AddContainer("staging-left", "app:1", Labels("20261101-000000-aaaa"), running: false);

        var (exitCode, text) = await _build.RunAsync("Prune --haloy-targets staging --haloy-output json");

        Assert.Equal(0, exitCode);
        Assert.Equal(["staging-r1"], _engine.Containers.Select(c => c.Name));
        Assert.Equal(
            """{"command":"prune","targets":[{"target":"staging","server":"localhost","kept":[],"containers":["staging-left"],"images":[]}],"servers":[{"server":"localhost","bytes_freed":0}]}""",
            Last(text).ToJsonString());
    }

    [Fact]
    public async Task Logs_are_one_JSON_document_instead_of_lines()
    {
        Running("staging-r1");
        _engine.Containers.Single(c => c.Name == "staging-r1").Write("it broke", isError: true);

        var (exitCode, text) = await _build.RunAsync("LogsStaging --haloy-output json");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("| it broke", text);
        var line = Assert.Single(Last(text)["lines"]!.AsArray())!;
        Assert.Equal(("staging", "staging-r1", "stderr", "it broke"), ((string?)line["target"], (string?)line["container"], (string?)line["stream"], (string?)line["text"]));
    }

    [Fact]
    public async Task A_server_without_a_proxy_has_none_to_upgrade()
    {
        var (exitCode, text) = await _build.RunAsync("UpgradeProxy --haloy-targets staging");

        Assert.Equal(0, exitCode);
        Assert.Contains("localhost: there is no proxy; the first deployment of a target with domains makes one of caddy:2", text);
    }

    private static JsonNode Last(string text) => JsonNode.Parse(text.TrimEnd().Split('\n').Last())!;

    private static Dictionary<string, string> Labels(string deployment) =>
        new() { ["haloy.app"] = "staging", ["haloy.target"] = "staging", ["haloy.deployment"] = deployment };

    private FakeContainer Running(string name) => _engine.AddContainer(name, "app:1", Labels(Deployment));
}
