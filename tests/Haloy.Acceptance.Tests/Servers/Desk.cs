using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Servers;

/// <summary>A machine from which servers are added: it has a key, and knows no server yet.</summary>
internal sealed class Desk : IDisposable, IDeploymentObserver
{
    private readonly string _folder = Directory.CreateTempSubdirectory("haloy-desk-").FullName;

    private Desk(TestLab lab) => Lab = lab;

    public TestLab Lab { get; }

    public List<DeploymentEvent> Events { get; } = [];

    public string KnownHosts => Path.Combine(_folder, "known_hosts");

    /// <summary>The private key that every server lets in.</summary>
    public string Key => File.ReadAllText(KeyFile);

    public HaloySettings Settings { get; private set; } = null!;

    public HaloyServers Servers => new(Settings, this, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(Path.GetDirectoryName(Lab.SshConfigFile)!, "id_ed25519");

    public static async Task<Desk> ForAsync(LabFixture fixture, params string[] servers)
    {
        var desk = new Desk(await fixture.WithAsync(servers));
        foreach (var server in servers)
            await desk.Lab[server].LoadImageAsync(await desk.Lab.Images.CaddyAsync(Token), Token);
        desk.Settings = new()
        {
            ConfigurationFile = Path.Combine(desk._folder, "haloy.yaml"),
            SshConfigFile = Path.Combine(desk._folder, "ssh_config"),
            Holder = "the tests",
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
                ["XDG_CONFIG_HOME"] = Path.Combine(desk._folder, "config"),
                ["DOCKER_HOST"] = desk.Lab.Workstation.DockerHost,
            },
        };
        desk.WriteSshConfig($"IdentityFile {desk.KeyFile}");
        return desk;
    }

    public void WriteSshConfig(string more) => File.WriteAllText(Settings.SshConfigFile!, string.Concat(Lab.Servers.Select(server => $"Host {server.Name}\n  HostName {server.Address}\n")) + $"""
        Host *
          User root
          IdentityAgent none
          UserKnownHostsFile {KnownHosts}
          GlobalKnownHostsFile /dev/null
          {more}

        """);

    /// <summary>With more variables in the environment.</summary>
    public void Set(string name, string value) =>
        Settings = Settings with { Environment = new Dictionary<string, string>(Settings.Environment) { [name] = value } };

    public HaloyRun Configure(string yaml)
    {
        File.WriteAllText(Settings.ConfigurationFile, yaml);
        return HaloyRun.Start(Settings, this, TimeProvider.System);
    }

    public string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>The fingerprint of a server's key, as its administrator sees it.</summary>
    public async Task<string> FingerprintAsync(string server) =>
        (await Lab[server].RunAsync("ssh-keygen -lf $(sed -n 's/^HostKey //p' $(tr '\\0' ' ' < /proc/$(cat /run/sshd.pid)/cmdline | grep -o '/[^ ]*sshd_config')).pub", Token)).OutputOrThrow().Split(' ')[1];

    public void On(DeploymentEvent happened) => Events.Add(happened);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
