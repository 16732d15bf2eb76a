using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Runs hooks: commands on the deploying machine, in the configuration's directory, through the system's shell, their
/// output streamed (spec/deploying.md §2). There is no time limit.
/// </summary>
internal sealed class HookRunner(string directory, IDeploymentObserver observer)
{
    /// <summary>Runs commands in order; the first that fails ends it.</summary>
    /// <param name="hook">The key in the file.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="environment">The whole environment that they see.</param>
    /// <param name="target">The target's key; null: a global hook.</param>
    /// <param name="ct">Ends the command with all that it started.</param>
    /// <exception cref="HookException">A command failed.</exception>
    public async Task RunAsync(
        string hook, IEnumerable<string> commands, IReadOnlyDictionary<string, string> environment, string? target, CancellationToken ct)
    {
        foreach (var command in commands)
        {
            observer.On(new DeploymentEvent.HookStarted(hook, command) { Target = target });
            var exitCode = await RunOneAsync(hook, command, environment, target, ct);
            if (exitCode != 0)
                throw new HookException(hook, command, exitCode);
        }
    }

    private Task<int> RunOneAsync(
        string hook, string command, IReadOnlyDictionary<string, string> environment, string? target, CancellationToken ct)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd" : "/bin/sh") { WorkingDirectory = directory };
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "/c" : "-c");
        start.ArgumentList.Add(command);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return StreamedProcess.RunAsync(start, (line, isError) =>
            observer.On(new DeploymentEvent.Output(hook, line, isError) { Target = target }), ct);
    }
}
