using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A machine's sshd.</summary>
internal sealed class SshDaemon(Machine machine)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await AnswersAsync(cancellationToken)) return;

        string program = Tool.Find("sshd") ?? throw new InvalidOperationException("sshd is not installed.");
        await machine.StartDaemonAsync(machine.Files.SshLog, [program, "-D", "-f", machine.Files.SshConfig, "-E", machine.Files.SshLog], cancellationToken);
        await Readiness.WaitAsync($"{machine.Name}'s sshd answers (see {machine.Files.SshLog})", s_deadline, AnswersAsync, cancellationToken);
    }

    /// <summary>Ends every session at once; the daemon goes on listening.</summary>
    public async Task CutAsync(CancellationToken cancellationToken) =>
        (await machine.RunAsync(["sh", "-c", "pid=$(cat /run/sshd.pid) && for child in $(cat /proc/$pid/task/$pid/children); do kill -KILL $child; done"], cancellationToken)).OutputOrThrow();

    /// <summary>The log as it is now; sshd goes on writing.</summary>
    public async Task<string> ReadLogAsync(CancellationToken cancellationToken) =>
        File.Exists(machine.Files.SshLog) ? await File.ReadAllTextAsync(machine.Files.SshLog, cancellationToken) : "";

    /// <summary>Logins, not mere knocks: one per client connection that came through.</summary>
    public static int CountLogins(string log) =>
        log.Split('\n').Count(line => line.StartsWith("Accepted publickey for ", StringComparison.Ordinal));

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(machine.Address), 22), patience.Token);
            using var stream = new NetworkStream(socket);
            byte[] banner = new byte[4];
            await stream.ReadExactlyAsync(banner, patience.Token);
            return banner.AsSpan().SequenceEqual("SSH-"u8);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
