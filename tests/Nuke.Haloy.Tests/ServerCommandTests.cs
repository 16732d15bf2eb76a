using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Tests.Servers;
using Haloy.Testing.Docker;

namespace Nuke.Haloy.Tests;

public sealed class ServerCommandTests : IDisposable
{
    private readonly TestBuild _build = new();

    public ServerCommandTests() => _build.Variables["XDG_CONFIG_HOME"] = _build.PathOf("config");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("AddServer", "AddServer needs --server: a host, user@host, user@host:port, or an alias of your ssh_config.")]
    [InlineData("AddServer --server https://prod", "servers are reached over SSH.")]
    [InlineData("AddServer --server prod.invalid --server-name user@prod", "'user@prod' cannot be the name of a server")]
    [InlineData("AddServer --server localhost --server-name here", "'localhost' needs no name")]
    [InlineData("AddServer --server prod.invalid", "server prod.invalid: its name has no address.")]
    [InlineData("RemoveServer", "RemoveServer needs --server-name NAME, or --server HOST.")]
    [InlineData("RemoveServer --server-name prod", "No server of the name 'prod' was added; none has a name")]
    public async Task A_slip_gets_one_clear_message(string command, string message)
    {
        var (exitCode, text) = await _build.RunAsync(command);

        Assert.Equal(255, exitCode);
        Assert.Contains(message, text);
        Assert.DoesNotContain("   at ", text);
        Assert.False(Directory.Exists(_build.PathOf("config")));
    }

    [Fact]
    public async Task A_name_stands_for_its_server_until_nothing_uses_it_any_more()
    {
        Name("prod", "deploy@10.255.255.1:1");
        _build.Write("haloy.yaml", "image: \"a:1\"\ntargets:\n  production:\n    server: \"prod\"\n  staging:\n    server: \"other.invalid\"\n");

        var (refused, refusal) = await _build.RunAsync("RemoveServer --server-name prod");
        Assert.Equal(255, refused);
        Assert.Contains("'prod' is still used by production (server: prod).", refusal);

        _build.Write("haloy.yaml", "image: \"a:1\"\ntargets:\n  production:\n    server: \"new.invalid\"\n");
        var (removed, text) = await _build.RunAsync("RemoveServer --server-name prod --haloy-output json");
        Assert.Equal(0, removed);
        Assert.Equal("""{"command":"remove_server","removed":[{"name":"prod","server":"deploy@10.255.255.1:1"}]}""", text.TrimEnd().Split('\n').Last());
        Assert.DoesNotContain("10.255.255.1", _build.Read("config/haloy/servers.json"));
    }

    [Fact]
    public async Task Servers_are_listed_though_one_of_them_cannot_be_reached()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix sockets that NUKE's builds could listen on.");
        await using var engine = new FakeDockerEngine();
        _build.Variables["DOCKER_HOST"] = engine.Listen(_build.PathOf("engine.sock"));
        Name("away", "away.invalid");

        var (exitCode, text) = await _build.RunAsync("ListServers --haloy-output json");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"localhost +production, staging +reached in [\d.]+ s +28\.3\.0 +linux/amd64 +none yet", text);
        Assert.Matches(@"away\.invalid +away +not reached", text);
        Assert.Contains("server away.invalid: its name has no address.", text);
        var servers = JsonNode.Parse(text.TrimEnd().Split('\n').Last())!["servers"]!.AsArray();
        Assert.Equal(
            ["apps", "disk", "engine", "error", "names", "platform", "proxy", "reached", "seconds", "server", "targets"],
            servers[0]!.AsObject().Select(field => field.Key).Order());
        Assert.Equal((true, false), ((bool)servers[0]!["reached"]!, (bool)servers[1]!["reached"]!));
    }

    [Fact]
    public async Task Servers_are_listed_before_there_is_a_configuration()
    {
        File.Delete(_build.PathOf("haloy.yaml"));

        var (exitCode, text) = await _build.RunAsync("ListServers");

        Assert.Equal(0, exitCode);
        Assert.Contains("There is no server yet.", text);
    }

    [Fact]
    public async Task Without_a_terminal_nobody_is_asked_and_the_fingerprint_to_accept_is_shown()
    {
        await using var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);

        var (exitCode, text) = await _build.RunAsync($"AddServer --server {server.Address} --haloy-ssh-config {server.SshConfig}");

        Assert.Equal(255, exitCode);
        Assert.Matches($@"nuke AddServer --server {server.Address} --haloy-ssh-config {server.SshConfig} --server-fingerprint SHA256:\S{{43}}", text);
        Assert.Equal("", await File.ReadAllTextAsync(server.KnownHosts, Token));
    }

    [Theory]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData("y", true)]
    public async Task On_a_terminal_a_person_is_asked_and_only_a_yes_stores_the_key(string answer, bool stored)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, of util-linux, makes the terminal of this test.");
        await using var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);

        var text = await OnTerminalAsync($"AddServer --server {server.Address} --haloy-ssh-config {server.SshConfig}", answer);

        Assert.Matches(@"ssh-ed25519 SHA256:\S{43}", text);
        Assert.Contains("Is it the same? [y/N]", text);
        Assert.Equal(stored ? server.KnownHostsLine : "", await File.ReadAllTextAsync(server.KnownHosts, Token));
        Assert.Equal(!stored, text.Contains("was not accepted; nothing was stored"));
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData(" YES ", true)]
    [InlineData("yess", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Nothing_but_a_yes_is_one(string? answer, bool expected) => Assert.Equal(expected, HostKeyConsent.IsYes(answer));

    private void Name(string name, string server)
    {
        Directory.CreateDirectory(_build.PathOf("config/haloy"));
        _build.Write("config/haloy/servers.json", new JsonObject { ["servers"] = new JsonObject { [name] = server } }.ToJsonString());
    }

    private async Task<string> OnTerminalAsync(string command, string answer)
    {
        var start = _build.Start(command);
        start.ArgumentList.Insert(0, start.FileName);
        var line = string.Join(' ', start.ArgumentList.Select(word => "'" + word + "'"));
        start.ArgumentList.Clear();
        (start.FileName, start.RedirectStandardInput) = ("/usr/bin/script", true);
        foreach (var word in new[] { "-qec", line, "/dev/null" })
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var text = new System.Text.StringBuilder();
        var buffer = new char[1024];
        int count;
        var answered = false;
        while ((count = await process.StandardOutput.ReadAsync(buffer, Token)) > 0)
        {
            text.Append(buffer, 0, count);
            if (!answered && text.ToString().Contains("[y/N]", StringComparison.Ordinal))
            {
                answered = true;
                await process.StandardInput.WriteLineAsync(answer);
                await process.StandardInput.FlushAsync(Token);
            }
        }
        await process.WaitForExitAsync(Token);
        return text.ToString();
    }
}
