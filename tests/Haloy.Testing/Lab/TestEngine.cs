using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A machine's Docker engine as the tests see it: through a socket on the host, without SSH.</summary>
public sealed class TestEngine
{
    private readonly Machine _machine;
    private readonly DockerDaemon _daemon;

    internal TestEngine(Machine machine)
    {
        _machine = machine;
        _daemon = new DockerDaemon(machine);
    }

    public string Name => _machine.Name;

    /// <summary>Published ports are here.</summary>
    public string Address => _machine.Address;

    public string DockerSocket => _machine.Files.DockerSocket;

    /// <summary>What DOCKER_HOST wants.</summary>
    public string DockerHost => $"unix://{DockerSocket}";

    public Task StartDockerAsync(CancellationToken cancellationToken) => _daemon.StartAsync(cancellationToken);

    public Task StopDockerAsync(CancellationToken cancellationToken) => _daemon.StopAsync(cancellationToken);

    public async Task RestartDockerAsync(CancellationToken cancellationToken)
    {
        await _daemon.StopAsync(cancellationToken);
        await _daemon.StartAsync(cancellationToken);
    }

    /// <summary>Runs a shell command inside the machine.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken) =>
        _machine.RunAsync(["sh", "-c", command], cancellationToken);

    /// <summary>The docker command of this machine, on this engine, from outside.</summary>
    public Task<CommandResult> DockerAsync(string[] arguments, CancellationToken cancellationToken) =>
        Tool.RunAsync(["docker", "--host", DockerHost, .. arguments], cancellationToken);
}
