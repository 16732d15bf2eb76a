using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// Servers to deploy to, on this machine: each with an address, an sshd and a dockerd of its own. They outlive the process that
/// started them; whoever opens the same directory finds them again.
/// </summary>
public sealed class TestLab : IAsyncDisposable
{
    private const string WorkstationName = "workstation";

    private readonly LabSettings _settings;
    private readonly LabNetwork _network;
    private readonly ImmutableArray<Machine> _machines;
    private readonly Machine _workstation;

    private TestLab(LabState state)
    {
        _settings = state.Settings;
        _network = new LabNetwork(state.Subnet, state.Settings.Directory);
        _machines = [.. state.Machines.Select(machine => new Machine(new MachineFiles(state.Settings, machine.Name, machine.Engine), _network, machine.Number))];
        _workstation = _machines.First(machine => machine.Name == WorkstationName);
        Workstation = new TestEngine(_workstation);
        Servers = [.. _machines.Where(machine => machine != _workstation).Select(machine => new TestServer(machine))];
    }

    public LabSettings Settings => _settings;

    public IReadOnlyList<TestServer> Servers { get; }

    public TestServer this[string name] =>
        Servers.FirstOrDefault(server => server.Name == name) ?? throw new KeyNotFoundException($"The lab has no server '{name}'.");

    /// <summary>The engine of the machine that deploys, for one that has none of its own. It has no sshd.</summary>
    public TestEngine Workstation { get; }

    public LabImages Images => new(_settings.CacheDirectory);

    /// <summary>Docker's buildx plugin, for a docker command that has none.</summary>
    public Task<string> BuildxAsync(CancellationToken cancellationToken) => CliPlugin.FetchAsync("docker-buildx", _settings.CacheDirectory, cancellationToken);

    /// <summary>The path of Docker's compose, which also runs on its own.</summary>
    public Task<string> ComposeAsync(CancellationToken cancellationToken) => CliPlugin.FetchAsync("docker-compose", _settings.CacheDirectory, cancellationToken);

    /// <summary>The lab's own address, from which the servers see this machine.</summary>
    public string Gateway => _network.Gateway;

    /// <summary>For <c>ssh -F</c>: every server by name and address, as root, with its host key pinned.</summary>
    public string SshConfigFile => new LabKeys(_settings.Directory).ConfigFile;

    /// <summary>Null when a lab can run here, otherwise a sentence that says why not.</summary>
    public static string? WhyUnavailable() => LabRequirements.WhyUnavailable();

    /// <summary>Installs what is missing, and only that.</summary>
    public static Task InstallAsync(Action<string> say, CancellationToken cancellationToken) =>
        new LabPackages(say).InstallAsync(cancellationToken);

    /// <summary>Starts what does not run yet; servers that the lab has already stay.</summary>
    public static Task<TestLab> StartAsync(LabSettings settings, IReadOnlyList<string> serverNames, Action<string> say, CancellationToken cancellationToken) =>
        StartAsync(settings, serverNames, EngineKind.Installed, _ => true, say, cancellationToken);

    /// <summary>Starts more servers and nothing else: what a test has stopped or unplugged stays so.</summary>
    public Task<TestLab> AddAsync(IReadOnlyList<string> serverNames, Action<string> say, CancellationToken cancellationToken) =>
        AddAsync(serverNames, EngineKind.Installed, say, cancellationToken);

    /// <summary>Starts more servers, with an engine of that kind; a recent one is made first where this machine has none yet.</summary>
    public Task<TestLab> AddAsync(IReadOnlyList<string> serverNames, EngineKind engine, Action<string> say, CancellationToken cancellationToken) =>
        StartAsync(_settings, serverNames, engine, name => _machines.All(machine => machine.Name != name), say, cancellationToken);

    /// <summary>The lab of a directory as it was started before, without starting anything; null when there is none.</summary>
    public static TestLab? Open(string directory) =>
        LabState.Read(Path.GetFullPath(directory)) is { Subnet.Length: > 0 } state ? new TestLab(state) : null;

    /// <summary>Ends every process of the lab and removes everything that it made, the cache excepted.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using LabLock _ = await LabLock.TakeAsync(_settings, cancellationToken);
        // Somebody else may have added servers since.
        ImmutableArray<Machine> machines = Open(_settings.Directory)?._machines ?? _machines;
        await Task.WhenAll(machines.Select(machine => machine.KillAsync(cancellationToken)));
        await EndStraysAsync(_settings, cancellationToken);
        await _network.RemoveAsync(machines.Select(machine => machine.Number), cancellationToken);
        await ControlGroups.RemoveAsync(_settings.CgroupName, cancellationToken);
        await Tool.OutputAsync(["rm", "-rf", "--one-file-system", "--", _settings.RuntimeDirectory, _settings.Directory], cancellationToken);
    }

    /// <summary>What of the lab runs: one line per machine.</summary>
    public IEnumerable<string> Describe() =>
        _machines.Select(machine => $"{machine.Name,-16} {machine.Address,-14} {(machine.Process is { } process ? $"runs as {process.Id}" : "does not run")}   {machine.Files.DockerSocket}");

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static async Task<TestLab> StartAsync(LabSettings settings, IReadOnlyList<string> serverNames, EngineKind engine, Func<string, bool> isWanted, Action<string> say, CancellationToken cancellationToken)
    {
        settings.Validate();
        foreach (string name in serverNames) LabSettings.ValidateServerName(name);
        if (serverNames.Contains(WorkstationName)) throw new ArgumentException($"'{WorkstationName}' is the name of the engine without an sshd.");
        if (WhyUnavailable() is { } reason) throw new InvalidOperationException(reason);
        if (LabRequirements.MissingPackages() is { Length: > 0 } missing) throw new InvalidOperationException($"Install {string.Join(", ", missing)} first.");

        if (engine is EngineKind.RecentOverlay or EngineKind.RecentContainerd) await new RecentEngine(settings.CacheDirectory).CreateAsync(say, cancellationToken);
        using LabLock _ = await LabLock.TakeAsync(settings, cancellationToken);
        var watch = Stopwatch.StartNew();
        LabState? known = LabState.Read(settings.Directory);
        if (known is null) await EndStraysAsync(settings, cancellationToken);
        LabState state = known ?? new LabState { Settings = settings };
        if (state.Settings.Name != settings.Name) throw new InvalidOperationException($"{settings.Directory} holds the lab '{state.Settings.Name}'.");

        state = serverNames.Aggregate(state.With(WorkstationName, EngineKind.Installed), (before, name) => before.With(name, engine));
        state.Write();
        LabNetwork network = await LabNetwork.ClaimAsync(settings, state.Subnet, cancellationToken);
        state = state with { Subnet = network.Subnet };
        state.Write();

        var lab = new TestLab(state);
        await lab.StartMachinesAsync(isWanted, cancellationToken);
        say($"{string.Join(", ", lab.Servers.Where(server => isWanted(server.Name)).Select(server => $"{server.Name} ({server.Address})"))} ready after {watch.Elapsed.TotalSeconds:0.0} s");
        return lab;
    }

    private static Task EndStraysAsync(LabSettings settings, CancellationToken cancellationToken) =>
        Task.WhenAll(MachineProcess.Strays(settings.Directory).Select(stray => stray.EndAsync(cancellationToken)));

    private async Task StartMachinesAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var keys = new LabKeys(_settings.Directory);
        string authorizedKey = await keys.AuthorizedKeyAsync(cancellationToken);
        foreach (Machine machine in _machines) machine.Files.Write(_network.Subnet, authorizedKey);
        foreach (Machine machine in _machines) await LabKeys.GenerateAsync(machine.Files.HostKey, machine.Name, cancellationToken);
        keys.WriteConfig([.. _machines.Where(machine => machine != _workstation)]);

        IEnumerable<Task> starts = Servers.Where(server => isWanted(server.Name)).Select(server => server.StartAsync(cancellationToken));
        await Task.WhenAll(isWanted(WorkstationName) ? starts.Append(StartWorkstationAsync(cancellationToken)) : starts);
    }

    private async Task StartWorkstationAsync(CancellationToken cancellationToken)
    {
        await _workstation.StartAsync(cancellationToken);
        await Workstation.StartDockerAsync(cancellationToken);
    }
}
