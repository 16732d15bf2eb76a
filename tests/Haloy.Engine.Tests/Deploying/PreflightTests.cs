using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

public sealed class PreflightTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _engine = new();

    public PreflightTests() => _engine.AddImage("caddy:2");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task An_engine_for_windows_containers_is_refused()
    {
        _engine.OsType = "windows";

        Assert.StartsWith("its engine runs windows containers; only linux is supported.", Assert.Single(await FindAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_refused_with_what_to_do()
    {
        _engine.ApiVersion = new(1, 40);

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => StandInConnection.ReachAsync(_engine));

        Assert.Contains("too old: it speaks API 1.40, and 1.41 (Docker 20.10) is the oldest that will do. Upgrade it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_for_another_architecture_is_told_before_it_is_built()
    {
        _engine.Architecture = "aarch64";

        var problem = Assert.Single(await FindAsync(more: "image: { builder: { platform: linux/amd64 } }"));

        Assert.StartsWith("web is built for linux/amd64, and this server runs linux/arm64.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_has_a_port_of_the_proxy_is_named()
    {
        _engine.AddImage("nginx:1");
        await using var client = _engine.Client();
        var id = await client.CreateContainerAsync(
            "old-web", new() { Image = "nginx:1", HostConfig = new() { PortBindings = [new("80/tcp", 80), new("8443/tcp", 443)] } }, Token);
        await client.StartContainerAsync(id, Token);

        var problems = await FindAsync();

        Assert.Equal(
            [
                "port 80, which the reverse proxy needs, is taken by the container 'old-web' (nginx:1). Stop it there (docker stop old-web) or publish it at another port.",
                "port 443, which the reverse proxy needs, is taken by the container 'old-web' (nginx:1). Stop it there (docker stop old-web) or publish it at another port.",
            ], problems);
    }

    [Fact]
    public async Task A_process_that_has_a_port_of_the_proxy_is_named_and_other_ports_do_not_matter() => Assert.Equal(
        ["port 443, which the reverse proxy needs, is taken by nginx (process 7). Stop it there, for good (systemctl disable --now …), or let it listen at another port."],
        await FindAsync(answer: """
            ss LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))
            ss LISTEN 0 511 [::]:443 [::]:* users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6))
            ss LISTEN 0 511 0.0.0.0:8080 0.0.0.0:* users:(("java",pid=9,fd=6))
            """));

    [Theory]
    [InlineData("ss LISTEN 0 511 *:80 *:*")]
    [InlineData("tcp   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0")]
    public async Task A_port_whose_owner_only_root_may_know_is_told_with_the_command_that_tells(string answer) => Assert.Equal(
        "port 80, which the reverse proxy needs, is taken. By what, only root may know: sudo ss -ltnp sport = :80. Stop it there.",
        Assert.Single(await FindAsync(answer)));

    [Theory]
    [InlineData("ss ESTAB 0 0 10.0.0.1:80 10.0.0.2:5555")]
    [InlineData("tcp 1: 00000000:0050 0100007F:1234 01 0:0 0:0 0 0 0 1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Free_ports_and_a_login_that_may_run_nothing_are_no_problem(string? answer) => Assert.Empty(await FindAsync(answer));

    [Fact]
    public async Task Without_domains_and_checks_nobody_needs_a_port() =>
        Assert.Empty(await FindAsync("ss LISTEN 0 511 *:80 *:*", more: "", domains: ""));

    [Theory]
    [InlineData(-400, "its clock is 7 min behind this machine's.")]
    [InlineData(90, "its clock is 90 s ahead of this machine's.")]
    [InlineData(30, null)]
    [InlineData(-30, null)]
    public async Task A_clock_that_is_wrong_is_told_with_how_to_set_it(int seconds, string? expected)
    {
        _engine.ClockAhead = TimeSpan.FromSeconds(seconds);
        await using var server = await StandInConnection.ReachAsync(_engine);

        var warning = ClockSkew.Warning("prod", server.ClockAhead);

        Assert.Equal(expected is not null, warning is not null);
        if (expected is not null)
        {
            Assert.StartsWith($"server prod: {expected}", warning, StringComparison.Ordinal);
            Assert.EndsWith("timedatectl set-ntp true.", warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_engine_that_does_not_tell_its_time_is_not_warned_of() => Assert.Null(ClockSkew.Warning("prod", null));

    private async Task<IReadOnlyList<string>> FindAsync(string? answer = null, string more = "", string domains = "domains: [ a.example.com ]")
    {
        var target = ManifestReader.Read($"name: web\nimage: {{ repository: web }}\n{domains}\n".Replace("image: { repository: web }\n", more.Length > 0 ? more + "\n" : "image: web\n", StringComparison.Ordinal)).Resolved!.Targets[0];
        await using var server = await StandInConnection.ReachAsync(_engine, answer);
        return await new Preflight(server, [target], "caddy:2").FindProblemsAsync(Token);
    }
}
