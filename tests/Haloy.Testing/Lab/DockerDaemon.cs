using System;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A machine's dockerd, which brings its own containerd.</summary>
internal sealed class DockerDaemon(Machine machine)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await AnswersAsync(cancellationToken)) return;

        // After a kill the pid file is still there, and its number may by now be another process's.
        await StopAsync(cancellationToken);
        await machine.RunAsync(["rm", "-f", "/run/docker.pid"], cancellationToken);
        await machine.StartDaemonAsync(machine.Files.DockerLog, Command(), cancellationToken);
        await Readiness.WaitAsync($"{machine.Name}'s dockerd answers (see {machine.Files.DockerLog})", s_deadline, AnswersAsync, cancellationToken);
    }

    /// <summary>As the service manager would: containers are stopped, then the daemon ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        (await machine.RunAsync(["sh", "-c", """
            pid=$(cat /run/docker.pid) && [ "$(cat "/proc/$pid/comm")" = dockerd ] || exit 0
            kill "$pid"
            while kill -0 "$pid"; do sleep 0.05; done
            """], cancellationToken)).OutputOrThrow();

    // In a root of its own it sees the copy of its configuration that was made when the machine started. A mere chroot would
    // not do: what is executed in a container finds itself in the real root of the namespace.
    private string[] Command() => machine.Files.EngineRoot is { } root
        ?
        [
            "unshare", "--mount", "sh", "-c", $$"""
            set -e
            cd "$1"
            pivot_root . mnt
            export DOCKER_MIN_API_VERSION={{RecentEngine.LeastApi}}
            exec busybox sh -c 'cd /; umount -l /mnt; exec dockerd --config-file /run/daemon.json'
            """, "sh", root,
        ]
        : ["dockerd", "--config-file", machine.Files.DockerConfig];

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var api = new EngineApi(machine.Files.DockerSocket);
        return await api.AnswersAsync(cancellationToken);
    }
}
