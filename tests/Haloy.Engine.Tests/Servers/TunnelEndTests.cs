using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

/// <summary>What ends a tunnel, what does not, and what stays behind.</summary>
public sealed class TunnelEndTests
{
    private const string HeldServer = "HALOY_TEST_HELD_SERVER";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cut_tunnel_is_a_failure_and_never_an_end_of_file()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        await using var connection = await TunnelTests.OpenAsync(server);
        await using var stream = await connection.ConnectAsync(Token);
        await stream.WriteAsync(new byte[1], Token);
        await stream.ReadExactlyAsync(new byte[1], Token);

        await server.KillAsync();

        var failure = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal(UnreachableReason.ConnectionLost, Assert.IsType<ServerUnreachableException>(failure.InnerException).Reason);
        Assert.True(connection.Closed.IsCancellationRequested);
        Assert.False(string.IsNullOrEmpty(connection.WhyClosed));
        var later = await Assert.ThrowsAsync<ServerUnreachableException>(async () => await connection.ConnectAsync(Token));
        Assert.Contains(connection.WhyClosed, later.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ServerUnreachableException>(() => connection.ForwardAsync("127.0.0.1", 1, Token));
        Assert.Empty(server.PrivateDirectories());
    }

    [Fact]
    public async Task The_end_of_a_stream_that_the_server_means_is_an_end_of_file()
    {
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        await using var connection = await TunnelTests.OpenAsync(server);
        await using var stream = await connection.ConnectAsync(Token);
        await stream.WriteAsync(new byte[1], Token);
        await stream.ReadExactlyAsync(new byte[1], Token);

        ((ServerStream)stream).EndWriting();

        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
        Assert.False(connection.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Signals_of_a_terminal_or_a_cancelled_job_do_not_cut_the_tunnel()
    {
        Assert.SkipUnless(RunningProcesses.CanBeSeen, "Processes are found through /proc.");
        await using var server = await SshServer.StartAsync(Token);
        await using var echo = Echo.OnUnix(server.Settings.RemoteSocket);
        await using var connection = await TunnelTests.OpenAsync(server);
        var processes = OfTheTunnel();
        Assert.Contains(processes, process => process.CommandLine[0] == "ssh");

        foreach (var (id, _) in processes)
        {
            foreach (var signal in new[] { "INT", "HUP", "QUIT", "TERM" })
                await RunningProcesses.SignalAsync(signal, id, Token);
        }

        await using var stream = await connection.ConnectAsync(Token);
        Assert.Equal("hello", await TunnelTests.AskAsync(stream, "hello"));
        Assert.Equal(processes.Select(process => process.Id), OfTheTunnel().Select(process => process.Id));

        // The session that does nothing ends by itself.
        List<(int Id, string[] CommandLine)> OfTheTunnel() =>
            [.. RunningProcesses.Naming(server.RuntimeDirectory).Where(process => !process.CommandLine.Contains("true"))];
    }

    [Fact]
    public async Task A_killed_ssh_or_shell_closes_the_connection_and_leaves_nothing()
    {
        Assert.SkipUnless(RunningProcesses.CanBeSeen, "Processes are found through /proc.");
        await using var server = await SshServer.StartAsync(Token);
        foreach (var killed in new[] { "ssh", "/bin/sh" })
        {
            await using var connection = await TunnelTests.OpenAsync(server);
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = connection.Closed.Register(closed.SetResult);

            // Of the two shells the elder is the one that we started.
            var id = RunningProcesses.Naming(server.RuntimeDirectory).Where(process => process.CommandLine[0] == killed).Min(process => process.Id);
            await RunningProcesses.SignalAsync("KILL", id, Token);

            await closed.Task.WaitAsync(Token);
            Assert.Equal("the ssh process was killed", connection.WhyClosed);
            await RunningProcesses.UntilAsync(() => RunningProcesses.Naming(server.RuntimeDirectory).Count == 0, Token);
            await RunningProcesses.UntilAsync(() => server.PrivateDirectories().Length == 0, Token);
        }
    }

    [Fact]
    public async Task A_process_that_is_killed_outright_leaves_no_ssh_and_no_directory()
    {
        Assert.SkipUnless(RunningProcesses.CanBeSeen, "Processes are found through /proc.");
        await using var server = await SshServer.StartAsync(Token);
        var start = new ProcessStartInfo(
            "dotnet", [typeof(TunnelEndTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(TunnelEndTests).FullName}.{nameof(Holds_a_tunnel_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[HeldServer] = $"{server.Port} {server.Directory}";
        using var holder = Process.Start(start)!;
        var output = holder.StandardOutput.ReadToEndAsync(Token);

        await RunningProcesses.UntilAsync(() => holder.HasExited || File.Exists(Path.Combine(server.Directory, "held")), Token);
        Assert.False(holder.HasExited, holder.HasExited ? await output : "");
        Assert.Single(server.PrivateDirectories());
        Assert.NotEmpty(RunningProcesses.Naming(server.RuntimeDirectory));

        holder.Kill();

        await RunningProcesses.UntilAsync(() => RunningProcesses.Naming(server.RuntimeDirectory).Count == 0, Token);
        await RunningProcesses.UntilAsync(() => server.PrivateDirectories().Length == 0, Token);
        using var child = Process.GetProcessById(
            int.Parse(await File.ReadAllTextAsync(Path.Combine(server.Directory, "child"), Token), CultureInfo.InvariantCulture));
        child.Kill();
    }

    /// <summary>The process that <see cref="A_process_that_is_killed_outright_leaves_no_ssh_and_no_directory"/> kills.</summary>
    [Fact(Explicit = true)]
    public async Task Holds_a_tunnel_until_it_is_killed()
    {
        var words = Environment.GetEnvironmentVariable(HeldServer)?.Split(' ');
        Assert.SkipWhen(words is null, "Another test starts this one, in a process of its own.");
        var address = new ServerAddress { Text = "held", Host = "127.0.0.1", Port = int.Parse(words[0], CultureInfo.InvariantCulture) };
        var settings = new ServerSettings { SshConfigFile = Path.Combine(words[1], "ssh_config"), RuntimeDirectory = Path.Combine(words[1], "run") };
        await using var connection = await ServerConnection.OpenAsync(address, settings, TimeProvider.System, Token);

        // A child of ours must not hold the pipe open.
        using var child = Process.Start("sleep", ["300"]);
        await File.WriteAllTextAsync(Path.Combine(words[1], "child"), child.Id.ToString(CultureInfo.InvariantCulture), Token);
        await File.WriteAllTextAsync(Path.Combine(words[1], "held"), "", Token);
        await Task.Delay(Timeout.Infinite, Token);
    }
}
