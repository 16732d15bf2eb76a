using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace Haloy.Testing.Lab;

/// <summary>What a machine must have to be the host of a lab.</summary>
internal static class LabRequirements
{
    /// <summary>Programs and the Debian packages that bring them.</summary>
    private static readonly ImmutableArray<(string Program, string Package)> s_programs =
    [
        ("dockerd", "docker.io"),
        ("containerd", "containerd"),
        ("runc", "runc"),
        ("docker", "docker.io"),
        ("sshd", "openssh-server"),
        ("ssh", "openssh-client"),
        ("ssh-keygen", "openssh-client"),
        ("ip", "iproute2"),
        ("iptables", "iptables"),
        ("nsenter", "util-linux"),
        ("unshare", "util-linux"),
        ("pivot_root", "util-linux"),
        ("setsid", "util-linux"),
        ("mount", "mount"),
        ("hostname", "hostname"),
        ("wrk", "wrk"),
        ("docker-registry", "docker-registry"),
    ];

    public static ImmutableArray<string> MissingPackages() =>
        [.. s_programs.Where(entry => Tool.Find(entry.Program) is null).Select(entry => entry.Package).Distinct()];

    public static string? WhyUnavailable()
    {
        if (!OperatingSystem.IsLinux()) return "Test servers need Linux: they are made of its namespaces.";
        if (!Environment.IsPrivilegedProcess) return "Test servers need root: only root may make network namespaces and start a dockerd.";
        if (!ControlGroups.Mounted) return "Test servers need control groups, and nothing is mounted on /sys/fs/cgroup.";

        IReadOnlyList<string> missing = MissingPackages();
        return missing.Count > 0 && !File.Exists("/etc/debian_version")
            ? $"Test servers need programs that are not here and that only Debian's package manager would bring: {string.Join(", ", missing)}."
            : null;
    }
}
