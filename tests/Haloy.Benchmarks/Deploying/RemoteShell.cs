using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Haloy.Benchmarks.Deploying;

/// <summary>A shell of this machine whose Docker commands go to a server over <c>ssh://</c>.</summary>
internal sealed class RemoteShell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("haloy-bench-");
    private readonly string _host;

    /// <param name="host">The server's name in the ssh configuration.</param>
    /// <param name="sshConfig">The ssh configuration.</param>
    /// <param name="keepsConnection">Whether ssh keeps one connection for all commands (ControlMaster).</param>
    public RemoteShell(string host, string sshConfig, bool keepsConnection)
    {
        _host = host;
        var wrapper = Path.Combine(_folder.FullName, "ssh");
        var control = keepsConnection ? $"-o ControlMaster=auto -o ControlPath={_folder.FullName}/ctl -o ControlPersist=60 " : "";
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec /usr/bin/ssh -F {sshConfig} {control}\"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a script to its end; it may use <c>$FOLDER</c>.</summary>
    public async Task RunAsync(string script, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { "-c", script } };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOCKER_HOST"] = $"ssh://{_host}";
        start.Environment["FOLDER"] = _folder.FullName;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"What Haloy is compared with failed with exit code {process.ExitCode}: {script}");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
