using System;
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

    private readonly RemoteShell _shell;
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
        _shell = new(host, sshConfig, keepsConnection);
    }

    private string App => _keepsConnection ? "kept" : "cli";

    public Task DeployAsync(string image, int replicas)
    {
        var old = _number++;
        return _shell.RunAsync(Script, ("APP", App), ("IMAGE", image), ("REPLICAS", $"{replicas}"), ("OLD", $"{old}"), ("NEW", $"{_number}"));
    }

    /// <summary>Every run pays for its own connection, as a CI job does.</summary>
    public Task ForgetConnectionAsync() => _keepsConnection ? _shell.RunAsync($"ssh -O exit {_host} 2>/dev/null || true") : Task.CompletedTask;

    public async Task CleanAsync()
    {
        await _shell.RunAsync($"docker ps --all --quiet --filter name={App}- | xargs -r docker rm --force >/dev/null");
        await ForgetConnectionAsync();
    }

    public void Dispose() => _shell.Dispose();
}
