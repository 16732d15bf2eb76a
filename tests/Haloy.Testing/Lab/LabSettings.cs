using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Haloy.Testing.Lab;

/// <summary>Where a lab lives and what tells it from another one on the same machine.</summary>
public sealed partial record LabSettings
{
    /// <summary>Absolute; everything of the lab lies below it except its sockets, which need short paths (see <see cref="RuntimeDirectory"/>).</summary>
    public required string Directory { get; init; }

    /// <summary>Short, lower case; two labs at once need two names.</summary>
    public required string Name { get; init; }

    /// <summary>The first three numbers of the lab's addresses, such as "10.77.0". Left out: the first of 10.77.* that nobody uses.</summary>
    public string? Subnet { get; init; }

    /// <summary>Base images and what they are made of, shared by all labs and kept when a lab stops.</summary>
    public string CacheDirectory { get; init; } = DefaultCacheDirectory;

    /// <summary>Sockets only: a Unix socket's path has at most 107 bytes.</summary>
    public string RuntimeDirectory => $"/run/haloy-lab-{Name}";

    internal string CgroupName => $"haloy-lab-{Name}";

    public static string DefaultCacheDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "haloy-lab");

    /// <summary>The lab of a directory: its name follows from the path, so that every checkout has its own.</summary>
    public static LabSettings For(string directory)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)));
        return new LabSettings { Directory = full, Name = hash[..8] };
    }

    internal void Validate()
    {
        if (!Path.IsPathFullyQualified(Directory)) throw new ArgumentException($"The lab's directory '{Directory}' should be an absolute path.");
        if (IsBelow("/run") || IsBelow("/var/run") || IsBelow("/var/lib/docker") || IsBelow("/proc"))
            throw new ArgumentException($"The lab's directory '{Directory}' would be hidden inside the servers, which have their own /run, /proc and /var/lib/docker.");
        if (!NamePattern().IsMatch(Name)) throw new ArgumentException($"The lab's name '{Name}' should be 1 to 24 lower-case letters, digits or dashes.");
        if (Subnet is not null && !SubnetPattern().IsMatch(Subnet)) throw new ArgumentException($"The lab's subnet '{Subnet}' should be three numbers such as 10.77.0.");
    }

    internal static void ValidateServerName(string name)
    {
        if (!NamePattern().IsMatch(name)) throw new ArgumentException($"The server's name '{name}' should be 1 to 24 lower-case letters, digits or dashes.");
    }

    private bool IsBelow(string parent) => Directory == parent || Directory.StartsWith(parent + "/", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,23}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\d{1,3}\.\d{1,3}\.\d{1,3}$")]
    private static partial Regex SubnetPattern();
}
