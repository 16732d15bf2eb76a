using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

/// <summary>A real sshd on loopback with keys and files of its own; it lets in who runs the tests.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private const string Sshd = "/usr/sbin/sshd";

    private readonly string _directory;
    private Process? _process;

    private SshServer(string directory, int port)
    {
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    public string Directory => _directory;

    public string UserKey => Path.Combine(_directory, "user_key");

    public string KnownHosts => Path.Combine(_directory, "known_hosts");

    public string SshConfig => Path.Combine(_directory, "ssh_config");

    public string RuntimeDirectory => Path.Combine(_directory, "run");

    public ServerAddress Address => new() { Text = $"127.0.0.1:{Port}", Host = "127.0.0.1", Port = Port };

    public ServerSettings Settings => new()
    {
        SshConfigFile = SshConfig,
        RemoteSocket = Path.Combine(_directory, "remote.sock"),
        RuntimeDirectory = RuntimeDirectory,
        ConnectTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>The server's line for known_hosts.</summary>
    public string KnownHostsLine => $"[127.0.0.1]:{Port} {PublicKey("host_key")}\n";

    /// <summary>Starts one, or skips the test and says why.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="configuration">More lines of its sshd_config.</param>
    /// <param name="key">The kind of another host key that it has, such as <c>rsa</c>; null: it has one only.</param>
    public static async Task<SshServer> StartAsync(CancellationToken cancellationToken, string configuration = "", string? key = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sshd that these tests could start.");
        Assert.SkipUnless(File.Exists(Sshd), "There is no /usr/sbin/sshd on this machine (apt-get install openssh-server).");
        if (Environment.IsPrivilegedProcess)
            System.IO.Directory.CreateDirectory("/run/sshd");

        // A short path: Unix sockets lie below it.
        var directory = Path.Combine("/tmp", "hs-" + Path.GetRandomFileName()[..8]);
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "run"));
        var server = new SshServer(directory, FreePort());
        try
        {
            if (key is not null)
            {
                var other = Path.Combine(directory, "other_host_key");
                await RunAsync("ssh-keygen", ["-q", "-t", key, "-N", "", "-f", other], cancellationToken);
                configuration += $"\nHostKey {other}";
            }
            await server.PrepareAsync(configuration, cancellationToken);
            await server.RunAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<string> Log() => File.ReadAllLines(Path.Combine(_directory, "log"));

    /// <summary>How many connections sshd has accepted since it started.</summary>
    public int ConnectionsLogged() => Log().Count(line => line.StartsWith("Connection from ", StringComparison.Ordinal));

    /// <summary>What is left of private directories.</summary>
    public string[] PrivateDirectories() => System.IO.Directory.GetDirectories(RuntimeDirectory);

    public string PublicKey(string name) =>
        string.Join(' ', File.ReadAllText(Path.Combine(_directory, name + ".pub")).Split(' ').Take(2)).Trim();

    public async Task MakeKeyAsync(string name, CancellationToken cancellationToken, string passphrase = "") =>
        await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", Path.Combine(_directory, name)], cancellationToken);

    public void WriteConfig(string more = "", string? key = null) => File.WriteAllText(SshConfig,
        $"""
        Host *
          IdentityFile {Path.Combine(_directory, key ?? "user_key")}
          IdentitiesOnly yes
          IdentityAgent none
          UserKnownHostsFile {KnownHosts}
          GlobalKnownHostsFile /dev/null
          {more}

        """);

    /// <summary>Ends it as a power cut would, sessions included.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string command, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments))!;
        await process.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private async Task PrepareAsync(string configuration, CancellationToken cancellationToken)
    {
        await MakeKeyAsync("host_key", cancellationToken);
        await MakeKeyAsync("user_key", cancellationToken);
        File.Copy(UserKey + ".pub", Path.Combine(_directory, "authorized_keys"));
        await File.WriteAllTextAsync(KnownHosts, KnownHostsLine, cancellationToken);
        WriteConfig();
        await File.WriteAllTextAsync(Path.Combine(_directory, "sshd_config"),
            $"""
            Port {Port.ToString(CultureInfo.InvariantCulture)}
            ListenAddress 127.0.0.1
            HostKey {_directory}/host_key
            AuthorizedKeysFile {_directory}/authorized_keys
            PidFile {_directory}/pid
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes
            LogLevel VERBOSE
            {configuration}

            """, cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var log = Path.Combine(_directory, "log");
        var process = _process = Process.Start(new ProcessStartInfo(Sshd, ["-D", "-f", Path.Combine(_directory, "sshd_config"), "-E", log]))!;
        while (!File.Exists(log) || !(await File.ReadAllTextAsync(log, cancellationToken)).Contains("Server listening", StringComparison.Ordinal))
        {
            Assert.SkipWhen(process.HasExited, "sshd cannot run here: " + (File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "no log"));
            await Task.Delay(10, cancellationToken);
        }
    }
}
