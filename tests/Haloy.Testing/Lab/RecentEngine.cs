using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// A newer Docker than this machine's, out of a Debian release that it does not run: a root of its own in the cache, in which
/// the daemons of all labs run (they write elsewhere), and its command line, which runs outside of it.
/// </summary>
internal sealed class RecentEngine(string cache)
{
    /// <summary>What Docker 29 refuses below; the engine is as strict already.</summary>
    public const string LeastApi = "1.44";

    private const string Release = "forky";

    // Changes with what is made here, so that no older cache is taken for it.
    private const string Made = "engine-" + Release + "-1";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    // The last for images.
    private static readonly string[] s_packages = ["base-files", "docker.io", "docker-cli", "docker-buildx", "iptables", "busybox-static"];

    // The machine's own are bound here; its root goes to mnt for a moment.
    private static readonly string[] s_mountedDirectories = ["dev", "mnt", "opt", "proc", "root", "run", "sys", "tmp", "var/lib/docker"];
    private static readonly string[] s_mountedFiles = ["etc/group", "etc/passwd", "etc/resolv.conf"];

    /// <summary>What the daemon sees as its root.</summary>
    public string Root => Path.Combine(cache, Made);

    /// <summary>Its docker command, for this machine's processes.</summary>
    public string Command => Path.Combine(CommandDirectory, "docker");

    /// <summary>Holds the docker command; for the front of a PATH.</summary>
    public string CommandDirectory => Path.Combine(Root, "command");

    /// <summary>For DOCKER_CONFIG: knows where the command's BuildKit is.</summary>
    public string CommandConfigDirectory => Path.Combine(CommandDirectory, "config");

    private string VersionFile => Path.Combine(cache, Made + ".version");

    /// <summary>Makes it where no lab of this machine has yet.</summary>
    public async Task CreateAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (File.Exists(VersionFile)) return;

        using LabLock _ = await LabLock.TakeAsync(cache, Path.Combine(cache, "cache.lock"), cancellationToken);
        if (File.Exists(VersionFile)) return;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        string work = Path.Combine(cache, Made + ".work");
        IReadOnlyDictionary<string, string> versions = await new DebianArchive(Release, work).UnpackWithDependenciesAsync(s_packages, Root, patience.Token);
        Directory.Delete(work, recursive: true);

        foreach (string directory in s_mountedDirectories) Directory.CreateDirectory(Path.Combine(Root, directory));
        foreach (string file in s_mountedFiles) await File.WriteAllTextAsync(Path.Combine(Root, file), "", patience.Token);
        // Made by the packages' scripts where they are installed.
        Directory.Delete(Path.Combine(Root, "var/run"));
        File.CreateSymbolicLink(Path.Combine(Root, "var/run"), "/run");
        foreach (string command in new[] { "iptables", "ip6tables" }) File.CreateSymbolicLink(Path.Combine(Root, "usr/sbin", command), command + "-nft");
        WriteCommand();
        say($"made an engine {versions["docker.io"]} in {Root}");
        await File.WriteAllTextAsync(VersionFile, versions["docker.io"], patience.Token);
    }

    /// <summary>It needs a newer C library than this machine's, so its own loader starts it.</summary>
    private void WriteCommand()
    {
        string plugins = Path.Combine(CommandDirectory, "plugins");
        Directory.CreateDirectory(plugins);
        Directory.CreateDirectory(CommandConfigDirectory);
        WriteScript(Command, "usr/bin/docker");
        WriteScript(Path.Combine(plugins, "docker-buildx"), "usr/libexec/docker/cli-plugins/docker-buildx");
        File.WriteAllText(Path.Combine(CommandConfigDirectory, "config.json"), $$"""{ "cliPluginsExtraDirs": ["{{plugins}}"] }""");
    }

    private void WriteScript(string file, string program)
    {
        File.WriteAllText(file, $"""
            #!/bin/sh
            root='{Root}'
            loader=$(echo "$root"/usr/lib/*/ld-linux-*.so.?)
            exec "$loader" --library-path "$(dirname "$loader")" "$root/{program}" "$@"

            """);
        FileModes.Set(file, FileModes.Program);
    }
}
