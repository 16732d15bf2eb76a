using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// What a user would write instead: a rolling deploy with the Docker CLI over <c>ssh://</c>, seven commands per replica. It asks
/// for health, switches a file in the proxy and stops the old container; it confirms nothing, drains nothing and undoes nothing.
/// </summary>
internal sealed class CliScript : IDisposable
{
    private const string Script = """
        set -e
        for r in $(seq 1 $REPLICAS); do
          docker run --detach --name $APP-$NEW-$r --network haloy --restart unless-stopped $IMAGE >/dev/null
          ip=$(docker inspect --format '{{.NetworkSettings.Networks.haloy.IPAddress}}' $APP-$NEW-$r)
          docker exec haloy-proxy sh -c "until wget -q -O /dev/null http://$ip:8080/health 2>/dev/null; do sleep 0.1; done"
          docker exec haloy-proxy sh -c "mkdir -p /data/$APP && echo $ip > /data/$APP/.new && mv /data/$APP/.new /data/$APP/$r"
          docker stop $APP-$OLD-$r >/dev/null 2>&1 || true
          docker rm $APP-$OLD-$r >/dev/null 2>&1 || true
          docker tag $IMAGE $APP:$NEW
        done
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("haloy-bench-");
    private readonly bool _keepsConnection;
    private readonly string _host;
    private int _number;

    /// <param name="host">The server's name in the ssh configuration.</param>
    /// <param name="sshConfig">The ssh configuration.</param>
    /// <param name="keepsConnection">Whether ssh keeps one connection for all commands (ControlMaster).</param>
    public CliScript(string host, string sshConfig, bool keepsConnection)
    {
        _host = host;
        _keepsConnection = keepsConnection;
        var wrapper = Path.Combine(_folder.FullName, "ssh");
        var control = keepsConnection ? $"-o ControlMaster=auto -o ControlPath={_folder.FullName}/ctl -o ControlPersist=60 " : "";
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec /usr/bin/ssh -F {sshConfig} {control}\"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string App => _keepsConnection ? "kept" : "cli";

    public Task DeployAsync(string image, int replicas)
    {
        var old = _number++;
        return RunAsync(Script, new() { ["APP"] = App, ["IMAGE"] = image, ["REPLICAS"] = $"{replicas}", ["OLD"] = $"{old}", ["NEW"] = $"{_number}" });
    }

    /// <summary>Every run pays for its own connection, as a CI job does.</summary>
    public Task ForgetConnectionAsync() => _keepsConnection ? RunAsync($"ssh -O exit {_host} 2>/dev/null || true", []) : Task.CompletedTask;

    public async Task CleanAsync()
    {
        await RunAsync($"docker ps --all --quiet --filter name={App}- | xargs -r docker rm --force >/dev/null", []);
        await ForgetConnectionAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync(string script, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { "-c", script } };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOCKER_HOST"] = $"ssh://{_host}";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The script that Haloy is compared with failed with exit code {process.ExitCode}.");
    }
}
