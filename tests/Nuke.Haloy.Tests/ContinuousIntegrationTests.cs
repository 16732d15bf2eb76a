using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using ParameterAttribute = Nuke.Common.ParameterAttribute;
using YamlDotNet.Serialization;

namespace Nuke.Haloy.Tests;

public sealed class ContinuousIntegrationTests : IDisposable
{
    private readonly TestBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task GitHub_gets_a_note_at_each_problem_s_line()
    {
        OnGitHub();
        _build.Write("other.yaml", "image: \"a:1\"\ntargets:\n  production:\n    replica: 2\n    port: nine\n");

        var (exitCode, text) = await _build.RunAsync("DeployProduction --haloy-config other.yaml");

        Assert.Equal(255, exitCode);
        Assert.Contains("::error file=other.yaml,line=4,col=5,title=HALOY014::", text);
        Assert.Contains("::error file=other.yaml,line=5,col=5,title=HALOY019::", text);
        Assert.Contains("::group::ValidateConfig", text);
    }

    [Fact]
    public async Task GitHub_gets_a_warning_once_at_its_line()
    {
        OnGitHub();
        _build.Write("other.yaml", "image: \"a:1\"\ntargets:\n  production:\n    api_token: \"x\"\n");

        var (exitCode, text) = await _build.RunAsync("ValidateConfig --haloy-config other.yaml");

        Assert.Equal(0, exitCode);
        Assert.Single(text.Split('\n'), line => line.Contains("api_token", StringComparison.Ordinal));
        Assert.Contains("::warning file=other.yaml,line=4,col=5,", text);
    }

    [Fact]
    public async Task GitHub_s_job_page_says_what_stood_in_the_way()
    {
        OnGitHub();

        await _build.RunAsync("CheckServers --haloy-targets production");

        Assert.StartsWith("### Nothing was touched\n\n```\nserver localhost:", _build.Read("summary.md"));
    }

    [Theory]
    [InlineData("GITLAB_CI")]
    [InlineData("TF_BUILD")]
    public async Task Plain_logs_have_neither_colours_nor_lines_that_are_written_over(string variable)
    {
        _build.Variables[variable] = "true";

        var (exitCode, text) = await _build.RunAsync("ValidateConfig CheckServers");

        Assert.Equal(255, exitCode);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain("\r", text.Replace("\r\n", "\n"));
        Assert.DoesNotContain("::", text);
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nYWJjZA==", "SSH_PRIVATE_KEY ends before the key does.")]
    [InlineData("ssh-ed25519 AAAAC3Nza me@laptop", "SSH_PRIVATE_KEY holds a public key.")]
    public async Task A_key_that_cannot_be_used_is_told_before_a_server_is_bothered(string key, string message)
    {
        _build.Variables["SSH_PRIVATE_KEY"] = key;
        _build.Write("haloy.yaml", "image: \"a:1\"\ntargets:\n  production:\n    server: \"prod.invalid\"\n");

        var (exitCode, text) = await _build.RunAsync("CheckServers");

        Assert.Equal(255, exitCode);
        Assert.Contains(message, text);
        Assert.DoesNotContain("YWJjZA==", text);
        Assert.DoesNotContain("AAAAC3Nza", text);
    }

    [Fact]
    public void The_sample_s_workflow_names_build_targets_and_parameters_that_exist()
    {
        var sample = Path.Combine(Root(), "samples", "DemoApp");
        var text = File.ReadAllText(Path.Combine(sample, ".github", "workflows", "deploy.yml"));
        var workflow = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text);
        var jobs = Assert.IsType<Dictionary<object, object>>(workflow["jobs"]);
        var commands = jobs.Values.Cast<Dictionary<object, object>>().SelectMany(job => (List<object>)job["steps"]).Cast<Dictionary<object, object>>()
            .Select(step => step.GetValueOrDefault("run") as string).OfType<string>().SelectMany(run => run.Split('\n'))
            .Where(line => line.Contains("build.sh", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')).ToList();
        var targets = typeof(IHaloyTargets).GetProperties().Select(property => property.Name).ToHashSet();
        var parameters = typeof(IHaloy).GetProperties().Where(property => property.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(property => CommandLine.Plain(property.Name)).Append("appversion").ToHashSet();

        Assert.NotEmpty(commands);
        Assert.All(commands, words =>
        {
            Assert.Contains(words[1], targets);
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), word => Assert.Contains(CommandLine.Plain(word), parameters));
        });
        Assert.Contains("production:", File.ReadAllText(Path.Combine(sample, "haloy.yaml")));
        Assert.All(new[] { "SSH_PRIVATE_KEY", "HALOY_KNOWN_HOSTS" }, name => Assert.Contains(name + ": ${{", text));
    }

    private void OnGitHub()
    {
        _build.Variables["GITHUB_ACTIONS"] = "true";
        _build.Variables["GITHUB_WORKSPACE"] = _build.PathOf("");
        _build.Variables["GITHUB_STEP_SUMMARY"] = _build.PathOf("summary.md");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nuke.Haloy.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
