using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

/// <summary>Against a real sshd.</summary>
public sealed class TunnelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_reaches_the_servers_socket_and_comes_back()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        await using var connection = await OpenAsync(server);

        await using var stream = await connection.ConnectAsync(Token);

        Assert.Equal("hello", await AskAsync(stream, "hello"));
        Assert.Equal(1, connection.Connections);
        Assert.False(connection.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Parallel_streams_and_forwards_share_one_connection()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        await using var web = Echo.OnTcp();
        await using var connection = await OpenAsync(server);
        await using var forward = await connection.ForwardAsync("127.0.0.1", web.Port, Token);
        await using var second = await connection.ForwardAsync("localhost", web.Port, Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            var connecting = (number % 3) switch
            {
                0 => connection.ConnectAsync(Token),
                1 => forward.ConnectAsync(Token),
                _ => second.ConnectAsync(Token),
            };
            await using var stream = await connecting;
            var sent = RandomNumberGenerator.GetBytes(100_000);
            var writing = WriteAsync(stream, sent);
            using var received = new MemoryStream();
            await stream.CopyToAsync(received, Token);
            await writing;
            return received.ToArray().AsSpan().SequenceEqual(sent);
        }));

        Assert.All(answers, Assert.True);
        Assert.Equal((8, 16), (echo.Accepted, web.Accepted));
        Assert.Equal(1, server.ConnectionsLogged());
    }

    [Fact]
    public async Task There_is_a_session_since_sshd_sends_at_once_only_then()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var connection = await OpenAsync(server);

        // sshd's own word: the session sets TCP_NODELAY where this is written.
        while (!server.Log().Any(line => line.StartsWith("Starting session: command ", StringComparison.Ordinal)))
            await Task.Delay(10, Token);

        Assert.Equal(1, server.ConnectionsLogged());
    }

    [Theory]
    [InlineData("MaxSessions 0")]
    [InlineData("ForceCommand /bin/false")]
    [InlineData("ForceCommand cat")]
    public async Task A_login_that_may_have_no_session_or_another_is_enough(string restricted)
    {
        await using var server = await SshServer.StartAsync(Token, restricted);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);

        await using (var connection = await OpenAsync(server))
        {
            await using var stream = await connection.ConnectAsync(Token);
            Assert.Equal("hello", await AskAsync(stream, "hello"));
        }

        Assert.Empty(RunningProcesses.Naming(server.RuntimeDirectory));
    }

    [Fact]
    public async Task What_the_users_configuration_forwards_or_runs_does_not_disturb()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var taken = Echo.OnTcp();
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        server.WriteConfig($"""
            LocalForward {taken.Port} localhost:1
              RemoteCommand echo hello
              RequestTTY force
              ControlMaster auto
              ControlPath {server.Directory}/mine
              ControlPersist 60
              LogLevel QUIET
            """);

        await using (var connection = await OpenAsync(server))
        {
            await using var stream = await connection.ConnectAsync(Token);
            Assert.Equal("hello", await AskAsync(stream, "hello"));
        }

        Assert.Empty(RunningProcesses.Naming(server.RuntimeDirectory));
    }

    [Fact]
    public async Task Disposing_leaves_neither_a_process_nor_a_directory()
    {
        await using var server = await SshServer.StartAsync(Token);
        var connection = await OpenAsync(server);
        Assert.Single(server.PrivateDirectories());

        await connection.DisposeAsync();
        await connection.DisposeAsync();

        Assert.True(connection.Closed.IsCancellationRequested);
        Assert.Null(connection.WhyClosed);
        Assert.Empty(server.PrivateDirectories());
        Assert.Empty(RunningProcesses.Naming(server.RuntimeDirectory));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await connection.ConnectAsync(Token));
    }

    [Fact]
    public async Task A_forward_that_was_closed_leaves_its_streams_open()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var web = Echo.OnTcp();
        await using var connection = await OpenAsync(server);
        var forward = await connection.ForwardAsync("127.0.0.1", web.Port, Token);
        await using var stream = await forward.ConnectAsync(Token);
        await stream.WriteAsync(new byte[1], Token);
        await stream.ReadExactlyAsync(new byte[1], Token);

        await forward.DisposeAsync();

        Assert.Equal("still", await AskAsync(stream, "still"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await forward.ConnectAsync(Token));
        Assert.Equal(["ctl", "socket"], Directory.GetFiles(server.PrivateDirectories()[0]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_key_and_known_hosts_that_are_handed_in_are_enough_and_do_not_stay_on_disk()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        server.WriteConfig(key: "none");
        await File.WriteAllTextAsync(server.KnownHosts, "", Token);
        var settings = server.Settings with
        {
            PrivateKey = (await File.ReadAllTextAsync(server.UserKey, Token)).TrimEnd(),
            KnownHosts = server.KnownHostsLine.TrimEnd(),
        };

        await using var connection = await ServerConnection.OpenAsync(server.Address, settings, TimeProvider.System, Token);
        await using var stream = await connection.ConnectAsync(Token);

        Assert.Equal("hello", await AskAsync(stream, "hello"));
        Assert.Equal(["ctl", "socket"], Directory.GetFiles(server.PrivateDirectories()[0]).Select(Path.GetFileName).Order());
    }

    internal static Task<IServerConnection> OpenAsync(SshServer server) =>
        ServerConnection.OpenAsync(server.Address, server.Settings, TimeProvider.System, Token);

    internal static async Task<string> AskAsync(Stream stream, string question)
    {
        await WriteAsync(stream, Encoding.UTF8.GetBytes(question));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task WriteAsync(Stream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, Token);
        ((ServerStream)stream).EndWriting();
    }
}
