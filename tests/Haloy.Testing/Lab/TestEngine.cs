using System;
using System.Collections.Generic;
using System.Linq;
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

    public EngineKind Kind => _machine.Files.Engine;

    public string DockerSocket => _machine.Files.DockerSocket;

    /// <summary>What DOCKER_HOST wants.</summary>
    public string DockerHost => $"unix://{DockerSocket}";

    internal string DockerConfig => _machine.Files.DockerConfig;

    /// <summary>The variables of a process that uses this engine as its local one, with the docker command that fits it.</summary>
    public IReadOnlyDictionary<string, string> Variables => _machine.Files.Recent is not { } recent
        ? new Dictionary<string, string> { ["DOCKER_HOST"] = DockerHost }
        : new Dictionary<string, string>
        {
            ["DOCKER_HOST"] = DockerHost,
            ["DOCKER_CONFIG"] = recent.CommandConfigDirectory,
            ["PATH"] = $"{recent.CommandDirectory}:{Environment.GetEnvironmentVariable("PATH")}",
        };

    public async Task StartDockerAsync(CancellationToken cancellationToken)
    {
        if (Kind == EngineKind.None) (await _machine.RunAsync(["ln", "-sfn", "lab/docker.sock", "/run/docker.sock"], cancellationToken)).OutputOrThrow();
        else await _daemon.StartAsync(cancellationToken);
    }

    public Task StopDockerAsync(CancellationToken cancellationToken) => _daemon.StopAsync(cancellationToken);

    public async Task RestartDockerAsync(CancellationToken cancellationToken)
    {
        await _daemon.StopAsync(cancellationToken);
        await _daemon.StartAsync(cancellationToken);
    }

    /// <summary>Brings an image and the one it is based on; false when it was there already.</summary>
    public async Task<bool> LoadImageAsync(LabImage image, CancellationToken cancellationToken)
    {
        using var api = new EngineApi(DockerSocket);
        if (await api.ImageIdAsync(image.Reference, cancellationToken) is { } there && image.PossibleIds.Contains(there)) return false;

        if (image.Base is { } below) await LoadImageAsync(below, cancellationToken);
        using var archive = new ImageArchive(image, layersThere: [.. image.Base?.Layers.Select(layer => layer.Digest) ?? []]);
        await api.LoadAsync(archive, cancellationToken);
        return true;
    }

    /// <summary>Runs a shell command inside the machine.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken) =>
        _machine.RunAsync(["sh", "-c", command], cancellationToken);

    /// <summary>The docker command that fits this engine, from outside of its machine.</summary>
    public Task<CommandResult> DockerAsync(string[] arguments, CancellationToken cancellationToken) =>
        Tool.RunAsync(["env", .. Variables.Select(variable => $"{variable.Key}={variable.Value}"), "docker", .. arguments], cancellationToken);
}
