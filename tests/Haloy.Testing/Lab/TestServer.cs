using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A server that can be deployed to: an address, an sshd, a dockerd.</summary>
public sealed class TestServer
{
    private readonly Machine _machine;
    private readonly SshDaemon _ssh;

    internal TestServer(Machine machine)
    {
        _machine = machine;
        _ssh = new SshDaemon(machine);
        Engine = new TestEngine(machine);
    }

    /// <summary>Also its host name and its Host entry in the lab's ssh configuration.</summary>
    public string Name => _machine.Name;

    public string Address => _machine.Address;

    /// <summary>Its engine without SSH, for assertions.</summary>
    public TestEngine Engine { get; }

    /// <summary>A path on the host that reaches its dockerd directly.</summary>
    public string DockerSocket => Engine.DockerSocket;

    /// <summary>Bytes that have passed its network link so far, both ways.</summary>
    public long Traffic => _machine.Traffic;

    internal int Number => _machine.Number;

    /// <summary>Starts what does not run: the machine, its engine, its sshd.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _machine.StartAsync(cancellationToken);
        await Task.WhenAll(Engine.StartDockerAsync(cancellationToken), _ssh.StartAsync(cancellationToken));
    }

    /// <summary>Pulls the plug: every process ends at once. Disk contents stay.</summary>
    public Task PowerOffAsync(CancellationToken cancellationToken) => _machine.KillAsync(cancellationToken);

    /// <summary>Pulls the plug and starts again; containers come back as their restart policy says.</summary>
    public async Task RebootAsync(CancellationToken cancellationToken)
    {
        await PowerOffAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    public Task StartDockerAsync(CancellationToken cancellationToken) => Engine.StartDockerAsync(cancellationToken);

    public Task StopDockerAsync(CancellationToken cancellationToken) => Engine.StopDockerAsync(cancellationToken);

    public Task RestartDockerAsync(CancellationToken cancellationToken) => Engine.RestartDockerAsync(cancellationToken);

    /// <summary>Runs a shell command inside the server, without SSH.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken) => Engine.RunAsync(command, cancellationToken);

    /// <summary>Brings an image; false when it was there already.</summary>
    public Task<bool> LoadImageAsync(LabImage image, CancellationToken cancellationToken) => Engine.LoadImageAsync(image, cancellationToken);

    /// <summary>Takes the network away: packets vanish, connections hang.</summary>
    public Task UnplugNetworkAsync(CancellationToken cancellationToken) => _machine.SetLinkAsync(up: false, cancellationToken);

    public Task PlugInNetworkAsync(CancellationToken cancellationToken) => _machine.SetLinkAsync(up: true, cancellationToken);

    /// <summary>Kills every SSH session; new ones are welcome.</summary>
    public Task CutSshSessionsAsync(CancellationToken cancellationToken) => _ssh.CutAsync(cancellationToken);

    public Task<string> ReadSshLogAsync(CancellationToken cancellationToken) => _ssh.ReadLogAsync(cancellationToken);

    /// <summary>A place in the ssh log to count from.</summary>
    public async Task<int> MarkSshLogAsync(CancellationToken cancellationToken) => (await ReadSshLogAsync(cancellationToken)).Length;

    /// <summary>SSH connections that logged in since the mark.</summary>
    public async Task<int> CountSshConnectionsAsync(int since, CancellationToken cancellationToken) =>
        SshDaemon.CountLogins((await ReadSshLogAsync(cancellationToken))[since..]);

    internal Task KillAsync(CancellationToken cancellationToken) => _machine.KillAsync(cancellationToken);
}
