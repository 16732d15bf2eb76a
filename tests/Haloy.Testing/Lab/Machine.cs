using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// A machine of a lab: network, process, mount and name namespaces around one first process. Nothing of it lasts longer than that process,
/// except its files.
/// </summary>
internal sealed class Machine(MachineFiles files, LabNetwork network, int number)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public MachineFiles Files { get; } = files;

    public string Name => Files.Name;

    public int Number => number;

    public string Address => network.AddressOf(number);

    public MachineProcess? Process => MachineProcess.Find(Files.PidFile, Files.Script);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Process is not null) return;

        File.Delete(Files.PidFile);
        await Tool.StartDetachedAsync(Files.MachineLog,
            ["unshare", "--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "sh", Files.Script, Files.Directory, Name, Files.SharedDirectory, Files.Recent?.Root ?? ""], cancellationToken);
        await Readiness.WaitAsync($"{Name} starts (see {Files.MachineLog})", s_deadline, () => Process is not null, cancellationToken);
        await network.AttachAsync(number, Process!.Id, cancellationToken);
    }

    /// <summary>Like pulling the plug.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (Process is { } process) await process.EndAsync(cancellationToken);
        if (File.Exists(Files.PidFile)) File.Delete(Files.PidFile);
    }

    public long Traffic => network.TrafficOf(number);

    public Task SetLinkAsync(bool up, CancellationToken cancellationToken) => network.SetLinkAsync(number, up, cancellationToken);

    public Task<CommandResult> RunAsync(IEnumerable<string> command, CancellationToken cancellationToken, string? input = null) =>
        Tool.RunAsync([.. Enter(), .. command], cancellationToken, input);

    public Task StartDaemonAsync(string logFile, IEnumerable<string> command, CancellationToken cancellationToken) =>
        Tool.StartDetachedAsync(logFile, [.. Enter(), .. command], cancellationToken);

    /// <summary>The words before a command that make it run inside.</summary>
    public string[] Enter()
    {
        int id = (Process ?? throw new InvalidOperationException($"{Name} does not run.")).Id;
        return ["nsenter", $"--target={id}", "--mount", "--net", "--pid", "--uts", "--ipc", "--"];
    }
}
