using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class LocalConnectionTests : IDisposable
{
    private static readonly ServerAddress Address = new() { Text = "localhost", Host = "localhost", IsLocal = true };

    private readonly string _directory = Directory.CreateTempSubdirectory("hs-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("unix://")]
    public async Task The_local_socket_is_reached_without_ssh(string scheme)
    {
        var path = Path.Combine(_directory, "s");
        await using var echo = Echo.OnUnix(path);
        await using var connection = await OpenAsync(scheme + path);

        await using var stream = await connection.ConnectAsync(Token);

        Assert.Equal("hello", await TunnelTests.AskAsync(stream, "hello"));
        Assert.Equal(0, connection.Connections);
        Assert.Null(connection.WhyClosed);
    }

    [Fact]
    public async Task A_tcp_address_is_reached_directly()
    {
        await using var echo = Echo.OnTcp();
        await using var connection = await OpenAsync($"tcp://127.0.0.1:{echo.Port}");
        await using var forward = await connection.ForwardAsync("127.0.0.1", echo.Port, Token);

        await using var stream = await connection.ConnectAsync(Token);
        await using var forwarded = await forward.ConnectAsync(Token);

        Assert.Equal("one", await TunnelTests.AskAsync(stream, "one"));
        Assert.Equal("two", await TunnelTests.AskAsync(forwarded, "two"));
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_named()
    {
        await using var connection = await OpenAsync(Path.Combine(_directory, "none"));

        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(async () => await connection.ConnectAsync(Token));

        Assert.Equal(UnreachableReason.SocketUnusable, failure.Reason);
        Assert.Contains(Path.Combine(_directory, "none"), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh://somewhere")]
    [InlineData("relative/path")]
    [InlineData("unix://")]
    public async Task What_is_not_a_socket_is_refused_at_once(string text) =>
        Assert.Equal(
            UnreachableReason.SocketUnusable, (await Assert.ThrowsAsync<ServerUnreachableException>(() => OpenAsync(text))).Reason);

    private static Task<IServerConnection> OpenAsync(string socket) =>
        ServerConnection.OpenAsync(Address, new ServerSettings { LocalSocket = socket }, TimeProvider.System, Token);
}
