using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

/// <summary>Against a real sshd that does not let us in, or not do what we want.</summary>
public sealed class TunnelFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_host_key_stops_with_its_fingerprint_over_a_single_connection()
    {
        await using var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);

        var failure = await FailAsync(server, UnreachableReason.UnknownHostKey);

        Assert.Equal(await FingerprintAsync(server, "host_key"), failure.OfferedKey!.Fingerprint);
        Assert.Contains(failure.OfferedKey.Fingerprint, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"nuke AddServer --server 127.0.0.1:{server.Port} --haloy-ssh-config {server.SshConfig}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.ConnectionsLogged());
    }

    [Fact]
    public async Task A_changed_host_key_stops_with_the_command_that_forgets_the_old_one()
    {
        await using var server = await SshServer.StartAsync(Token);
        await File.WriteAllTextAsync(server.KnownHosts, $"[127.0.0.1]:{server.Port} {server.PublicKey("user_key")}\n", Token);

        var failure = await FailAsync(server, UnreachableReason.ChangedHostKey);

        Assert.Equal(await FingerprintAsync(server, "host_key"), failure.OfferedKey!.Fingerprint);
        Assert.Contains($"ssh-keygen -f \"{server.KnownHosts}\" -R \"[127.0.0.1]:{server.Port}\"", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_know_is_named()
    {
        await using var server = await SshServer.StartAsync(Token);
        await server.MakeKeyAsync("other_key", Token);
        server.WriteConfig(key: "other_key");

        var failure = await FailAsync(server, UnreachableReason.PermissionDenied);

        Assert.Contains(await FingerprintAsync(server, "other_key"), failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_handed_in_with_a_passphrase_is_refused_and_says_so()
    {
        await using var server = await SshServer.StartAsync(Token);
        await server.MakeKeyAsync("locked_key", Token, passphrase: "secret");
        server.WriteConfig(key: "none");
        var text = await File.ReadAllTextAsync(Path.Combine(server.Directory, "locked_key"), Token);

        var failure = await FailAsync(server, UnreachableReason.UnusableKey, server.Settings with { PrivateKey = text });

        Assert.StartsWith("SSH_PRIVATE_KEY is locked with a passphrase", failure.What, StringComparison.Ordinal);
        Assert.Equal(0, server.ConnectionsLogged());
        Assert.DoesNotContain(text.Split('\n')[1], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_on_which_nothing_listens_is_told()
    {
        await using var server = await SshServer.StartAsync(Token);
        await server.KillAsync();

        await FailAsync(server, UnreachableReason.Refused);
    }

    [Fact]
    public async Task A_missing_client_and_a_bad_configuration_are_told()
    {
        await using var server = await SshServer.StartAsync(Token);
        await FailAsync(server, UnreachableReason.ClientMissing, server.Settings with { SshExecutable = "no-such-ssh" });

        server.WriteConfig("Bogus yes");
        await FailAsync(server, UnreachableReason.BadConfiguration);
        await FailAsync(server, UnreachableReason.BadConfiguration, server.Settings with { SshConfigFile = "/no/such/file" });
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        await using var server = await SshServer.StartAsync(Token);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = server.Address with { Port = ((IPEndPoint)silent.LocalEndpoint).Port };

        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(() => ServerConnection.OpenAsync(
            address, server.Settings with { ConnectTimeout = TimeSpan.FromSeconds(1) }, TimeProvider.System, Token));

        Assert.Equal(UnreachableReason.TimedOut, failure.Reason);
        AssertNothingIsLeft(server);
    }

    [Fact]
    public async Task Giving_up_while_connecting_leaves_nothing()
    {
        await using var server = await SshServer.StartAsync(Token);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var opening = ServerConnection.OpenAsync(
            server.Address with { Port = ((IPEndPoint)silent.LocalEndpoint).Port }, server.Settings, TimeProvider.System, giveUp.Token);
        using var accepted = await silent.AcceptSocketAsync(Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        AssertNothingIsLeft(server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AllowStreamLocalForwarding no")]
    [InlineData("DisableForwarding yes")]
    public async Task A_socket_that_the_server_does_not_reach_shows_at_the_first_read(string configuration)
    {
        await using var server = await SshServer.StartAsync(Token, configuration);
        await using var connection = await TunnelTests.OpenAsync(server);
        await using var stream = await connection.ConnectAsync(Token);

        var failure = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));

        var reason = Assert.IsType<ServerUnreachableException>(failure.InnerException);
        Assert.Equal(UnreachableReason.SocketUnusable, reason.Reason);
        Assert.Contains(server.Settings.RemoteSocket, reason.Message, StringComparison.Ordinal);
        Assert.False(connection.Closed.IsCancellationRequested);
    }

    [Theory]
    [InlineData("", UnreachableReason.Refused)]
    [InlineData("AllowTcpForwarding no\nAllowStreamLocalForwarding yes", UnreachableReason.ForwardingForbidden)]
    public async Task An_address_that_the_server_does_not_reach_shows_at_the_first_read(string configuration, UnreachableReason expected)
    {
        await using var server = await SshServer.StartAsync(Token, configuration);
        await using var connection = await TunnelTests.OpenAsync(server);
        int port;
        await using (var gone = Echo.OnTcp())
            port = gone.Port;
        await using var forward = await connection.ForwardAsync("127.0.0.1", port, Token);
        await using var stream = await forward.ConnectAsync(Token);

        var failure = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));

        Assert.Equal(expected, Assert.IsType<ServerUnreachableException>(failure.InnerException).Reason);
    }

    private static async Task<ServerUnreachableException> FailAsync(
        SshServer server, UnreachableReason expected, ServerSettings? settings = null)
    {
        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(
            () => ServerConnection.OpenAsync(server.Address, settings ?? server.Settings, TimeProvider.System, Token));
        Assert.True(failure.Reason == expected, failure.Message);
        AssertNothingIsLeft(server);
        return failure;
    }

    private static void AssertNothingIsLeft(SshServer server)
    {
        Assert.Empty(server.PrivateDirectories());
        if (RunningProcesses.CanBeSeen)
            Assert.Empty(RunningProcesses.Naming(server.RuntimeDirectory));
    }

    private static async Task<string> FingerprintAsync(SshServer server, string key)
    {
        var start = new ProcessStartInfo("ssh-keygen", ["-lf", Path.Combine(server.Directory, key + ".pub")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync(Token)).Split(' ').First(word => word.StartsWith("SHA256:", StringComparison.Ordinal));
    }
}
