using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// A machine's first process, found again through its pid file. A number alone could by now belong to somebody else's process,
/// so the start time and the command line have to agree as well.
/// </summary>
internal sealed record MachineProcess(int Id, long StartTime)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public const string PidFileName = "init.pid";

    public static MachineProcess? Find(string pidFile, string script)
    {
        if (!File.Exists(pidFile)) return null;

        string[] parts = File.ReadAllText(pidFile).Split(' ', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int id) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out long started)) return null;
        var process = new MachineProcess(id, started);
        return process.Runs && ScriptOf(id) == script ? process : null;
    }

    /// <summary>
    /// First processes of machines below a directory whose pid files are gone, because somebody removed the directory while they ran.
    /// </summary>
    public static ImmutableArray<MachineProcess> Strays(string directory) =>
    [
        .. from id in Ids()
           let script = ScriptOf(id)
           where script is not null && script.StartsWith(directory + "/", StringComparison.Ordinal)
           let started = StartTimeOf(id)
           where started is not null && Find(Path.Combine(Path.GetDirectoryName(script)!, PidFileName), script)?.Id != id
           select new MachineProcess(id, started.Value),
    ];

    public bool Runs => StartTimeOf(Id) == StartTime;

    /// <summary>The identity of its network namespace; every process that belongs to the machine has the same.</summary>
    private string? NetworkNamespace => new FileInfo($"/proc/{Id}/ns/net").LinkTarget;

    /// <summary>Kills it, and the kernel everything in it; returns when the last process of the machine is gone.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        string? place = NetworkNamespace;
        await Tool.RunAsync(["kill", "-KILL", $"{Id}"], cancellationToken);
        await Readiness.WaitAsync($"Process {Id} ends", s_deadline, () => !Runs && (place is null || In(place).IsEmpty), cancellationToken);
    }

    /// <summary>The processes of a network namespace, helpers that merely entered it included.</summary>
    private static ImmutableArray<int> In(string networkNamespace) =>
        [.. Ids().Where(id => NamespaceOf(id) == networkNamespace)];

    private static IEnumerable<int> Ids() =>
        new DirectoryInfo("/proc").EnumerateDirectories().Select(directory => int.TryParse(directory.Name, CultureInfo.InvariantCulture, out int id) ? id : 0).Where(id => id > 0);

    /// <summary>The script that a shell was started with; null for everything else.</summary>
    private static string? ScriptOf(int id) =>
        ReadOrNull($"/proc/{id}/cmdline")?.Split('\0') is ["sh", var script, ..] ? script : null;

    /// <summary>Null when it has ended, waited for or not.</summary>
    private static long? StartTimeOf(int id)
    {
        if (ReadOrNull($"/proc/{id}/stat") is not { Length: > 0 } stat) return null;

        // The name in parentheses may hold spaces; what follows it is the third field.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    private static string? NamespaceOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/ns/net").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? ReadOrNull(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
