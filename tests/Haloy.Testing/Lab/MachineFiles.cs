using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Haloy.Testing.Lab;

/// <summary>One machine's files: what lies where, and the ones that it has of its own instead of the host's.</summary>
internal sealed record MachineFiles(LabSettings Settings, string Name, EngineKind Engine)
{
    private const int DeployUser = 7001;

    public string Directory { get; } = Path.Combine(Settings.Directory, "machines", Name);

    /// <summary>Seen from both sides: the machine's /run/lab.</summary>
    public string SharedDirectory { get; } = Path.Combine(Settings.RuntimeDirectory, Name);

    public string DockerSocket => Path.Combine(SharedDirectory, "docker.sock");

    public string Script => Path.Combine(Directory, "init.sh");

    public string PidFile => Path.Combine(Directory, MachineProcess.PidFileName);

    /// <summary>The engine that is not this machine's own; null when it is.</summary>
    public RecentEngine? Recent => Engine is EngineKind.Installed or EngineKind.None ? null : new RecentEngine(Settings.CacheDirectory);

    /// <summary>What the engine sees as its root; null when that is the machine's.</summary>
    public string? EngineRoot => Recent is null ? null : Path.Combine(Directory, "root");

    public string MachineLog => Path.Combine(Directory, "init.log");

    public string DockerLog => Path.Combine(Directory, "dockerd.log");

    public string DockerConfig => Path.Combine(Directory, "daemon.json");

    public string SshLog => Path.Combine(Directory, "sshd.log");

    public string SshConfig => Path.Combine(Directory, "sshd_config");

    public string HostKey => Path.Combine(Directory, "ssh_host_ed25519_key");

    public void Write(string subnet, string? authorizedKey)
    {
        System.IO.Directory.CreateDirectory(Directory);
        System.IO.Directory.CreateDirectory(SharedDirectory);
        File.WriteAllText(Script, InitScript);
        File.WriteAllText(DockerConfig, $$"""
            {
              "hosts": ["unix:///run/docker.sock", "unix:///run/lab/docker.sock"],
              "exec-opts": ["native.cgroupdriver=cgroupfs"],
              "cgroup-parent": "/{{Settings.CgroupName}}/{{Name}}",
              "insecure-registries": ["{{subnet}}.0/24"]{{Features}}
            }

            """);
        File.WriteAllText(SshConfig, $"""
            HostKey {HostKey}
            PidFile /run/sshd.pid
            AuthorizedKeysFile /run/authorized_keys
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UseDNS no
            LogLevel VERBOSE
            Subsystem sftp internal-sftp

            """);
        File.WriteAllText(Path.Combine(Directory, "authorized_keys"), authorizedKey ?? "");
        WriteUsers();
    }

    private string Features => Recent is null
        ? ""
        : $$""",{{Environment.NewLine}}  "features": { "containerd-snapshotter": {{(Engine == EngineKind.RecentContainerd ? "true" : "false")}} }""";

    /// <summary>The host's users, with homes of root's and of a new user <c>deploy</c> that live and die with the machine.</summary>
    private void WriteUsers()
    {
        string shell = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
        Replace("passwd", File.ReadLines("/etc/passwd"), "root", "deploy",
            $"root:x:0:0:root:/run/home/root:{shell}", $"deploy:x:{DeployUser}:{DeployUser}:deploy:/run/home/deploy:{shell}");
        Replace("shadow", File.ReadLines("/etc/shadow"), "root", "deploy", "root:*:19000:0:99999:7:::", "deploy:*:19000:0:99999:7:::");
        Replace("group", File.ReadLines("/etc/group"), "docker", "deploy", $"docker:x:{DeployUser + 1}:deploy", $"deploy:x:{DeployUser}:");
        FileModes.Set(Path.Combine(Directory, "shadow"), FileModes.Private);
    }

    private void Replace(string file, IEnumerable<string> lines, string one, string other, params string[] instead) =>
        File.WriteAllLines(Path.Combine(Directory, file), lines.Where(line => line.Split(':')[0] is var name && name != one && name != other).Concat(instead));

    /// <summary>
    /// Becomes the machine's first process. Killing it kills everything in the machine and takes mounts and network with it;
    /// it announces itself last, with the number by which the host knows it (its /proc is the host's until then).
    /// </summary>
    private const string InitScript = """
        set -eu
        umask 022
        directory=$1 name=$2 shared=$3 engine=$4
        read -r pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ started _ < /proc/self/stat
        mkdir -p "$directory/run" "$directory/docker" /var/lib/docker
        mount -t tmpfs -o mode=755 tmpfs "$directory/run"
        cd "$directory/run"
        mkdir -p lab lock sshd home/root home/deploy
        chmod 700 home/root home/deploy
        chown 7001:7001 home/deploy
        cp "$directory/authorized_keys" authorized_keys
        cp "$directory/daemon.json" daemon.json
        mount --bind "$shared" lab
        mount --rbind "$directory/run" /run
        cd /
        mount --bind "$directory/docker" /var/lib/docker
        for file in passwd shadow group; do mount --bind "$directory/$file" "/etc/$file"; done
        mount -t proc proc /proc
        if [ "$engine" ]; then
          root="$directory/root"
          mkdir -p "$root"
          mount --bind "$engine" "$root"
          for entry in run sys dev proc var/lib/docker etc/passwd etc/group etc/resolv.conf; do mount --rbind "/$entry" "$root/$entry"; done
          for entry in opt tmp; do mount -t tmpfs tmpfs "$root/$entry"; done
          # All machines share it: nothing may be written beside what is their own.
          mount -o remount,bind,ro "$root"
        fi
        hostname "$name"
        echo "$pid $started" > "$directory/init.pid.new"
        mv "$directory/init.pid.new" "$directory/init.pid"
        while :; do sleep infinity; done

        """;
}
