using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Servers;

/// <summary>Against a real sshd that nobody knows yet; where there is none, the tests are skipped.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no", "[127.0.0.1]:")]
    [InlineData("yes", "|1|")]
    public async Task A_key_is_shown_without_a_login_and_what_is_stored_of_it_is_what_ssh_wants(string hashed, string begin)
    {
        await using var server = await UnknownAsync($"HashKnownHosts {hashed}");
        await File.WriteAllTextAsync(server.KnownHosts, "# without a line break at its end", Token);

        var offered = await HostKeyProbe.AskAsync(server.Address, server.Settings, TimeProvider.System, Token);
        Assert.StartsWith(begin, offered.Line, StringComparison.Ordinal);
        Assert.Equal(HostKey.OfLine(server.KnownHostsLine), offered.Key);
        Assert.DoesNotContain(server.Log(), line => line.Contains("Accepted", StringComparison.Ordinal) || line.Contains("Failed publickey", StringComparison.Ordinal));
        Assert.Empty(server.PrivateDirectories());

        Assert.Equal(server.KnownHosts, await KnownHosts.AddAsync(server.Address, offered, server.Settings, Token));
        Assert.Equal(2, (await File.ReadAllLinesAsync(server.KnownHosts, Token)).Length);
        await using var connection = await TunnelTests.OpenAsync(server);
    }

    [Fact]
    public async Task A_fingerprint_is_found_whichever_of_the_servers_keys_it_is()
    {
        await using var server = await SshServer.StartAsync(Token, key: "rsa");
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);
        var rsa = HostKey.OfLine("host " + server.PublicKey("other_host_key"))!;

        var offered = await HostKeyProbe.FindAsync(server.Address, rsa.Fingerprint, server.Settings, TimeProvider.System, Token);

        Assert.Equal(rsa, offered.Key);
        await KnownHosts.AddAsync(server.Address, offered, server.Settings, Token);
        await using var connection = await TunnelTests.OpenAsync(server);
    }

    [Fact]
    public async Task Another_fingerprint_than_the_expected_one_is_refused_and_both_are_shown()
    {
        await using var server = await UnknownAsync();
        var expected = "SHA256:" + new string('a', 43);

        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(
            () => HostKeyProbe.FindAsync(server.Address, expected, server.Settings, TimeProvider.System, Token));

        Assert.Equal($"its host key is not the one that was expected. Expected {expected}; it shows {HostKey.OfLine(server.KnownHostsLine)}.", failure.What);
    }

    [Fact]
    public async Task A_server_behind_a_jump_host_is_asked_through_it_and_an_unknown_jump_host_is_named()
    {
        await using var jump = await SshServer.StartAsync(Token);
        await using var server = await UnknownAsync($"ProxyJump 127.0.0.1:{jump.Port}", jump);

        var unknown = await Assert.ThrowsAsync<ServerUnreachableException>(
            () => HostKeyProbe.AskAsync(server.Address, server.Settings, TimeProvider.System, Token));
        Assert.StartsWith("the host key of a jump host on the way to it is not known yet.", unknown.What, StringComparison.Ordinal);

        await File.WriteAllTextAsync(server.KnownHosts, jump.KnownHostsLine, Token);
        var offered = await HostKeyProbe.AskAsync(server.Address, server.Settings, TimeProvider.System, Token);
        Assert.Equal(HostKey.OfLine(server.KnownHostsLine), offered.Key);
    }

    [Fact]
    public async Task A_key_that_is_handed_in_opens_the_jump_host_too()
    {
        await using var jump = await SshServer.StartAsync(Token);
        await using var server = await UnknownAsync($"ProxyJump 127.0.0.1:{jump.Port}", jump, key: "none");
        var settings = server.Settings with
        {
            PrivateKey = await File.ReadAllTextAsync(server.UserKey, Token),
            KnownHosts = jump.KnownHostsLine + server.KnownHostsLine,
        };

        await using var connection = await ServerConnection.OpenAsync(server.Address, settings, TimeProvider.System, Token);

        Assert.Equal(1, jump.Log().Count(line => line.StartsWith("Accepted publickey", StringComparison.Ordinal)));
        Assert.Equal("here\n", await connection.RunAsync("echo here", Token));
    }

    [Fact]
    public async Task A_script_runs_over_the_connection_that_is_there_and_a_login_that_may_run_nothing_says_nothing()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using (var connection = await TunnelTests.OpenAsync(server))
            Assert.Equal("it's 3\n", await connection.RunAsync("echo \"it's $((1 + 2))\"", Token));
        Assert.Equal(1, server.ConnectionsLogged());

        await using var mute = await SshServer.StartAsync(Token, "ForceCommand echo no shell for you");
        await using (var connection = await TunnelTests.OpenAsync(mute))
            Assert.Null(await connection.RunAsync("echo here", Token));
    }

    [Theory]
    [InlineData("user me\nuserknownhostsfile /home/me/.ssh/known_hosts /home/me/.ssh/known_hosts2\n", "/home/me/.ssh/known_hosts")]
    [InlineData("userknownhostsfile /home/my self/known hosts /x\n", "/home/my self/known hosts")]
    [InlineData("userknownhostsfile none\n", "none")]
    [InlineData("hostname x\n", null)]
    public void The_file_is_the_first_that_ssh_names(string configuration, string? expected) =>
        Assert.Equal(expected, KnownHosts.FileIn(configuration));

    [Fact]
    public async Task Without_a_file_to_store_a_key_in_its_line_is_shown()
    {
        await using var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.SshConfig, "UserKnownHostsFile /dev/null\n", Token);
        var offered = new OfferedHostKey(new("ssh-ed25519", "SHA256:abc"), "host ssh-ed25519 AAAA");

        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(() => KnownHosts.AddAsync(server.Address, offered, server.Settings, Token));

        Assert.Contains("host ssh-ed25519 AAAA", failure.Remedy, StringComparison.Ordinal);
    }

    /// <summary>A server of which the client knows nothing; behind a jump host that lets the same key in.</summary>
    private static async Task<SshServer> UnknownAsync(string configuration = "", SshServer? jump = null, string? key = null)
    {
        var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);
        server.WriteConfig(key: key);
        if (jump is not null)
            await File.AppendAllTextAsync(Path.Combine(jump.Directory, "authorized_keys"), server.PublicKey("user_key") + "\n", Token);
        // Before the general part; the jump host has the same address, and must not be reached through itself.
        await File.WriteAllTextAsync(
            server.SshConfig,
            (jump is null ? configuration : $"Match host 127.0.0.1 exec \"test %p = {server.Port}\"\n  {configuration}\n") + "\n" + await File.ReadAllTextAsync(server.SshConfig, Token), Token);
        return server;
    }
}
