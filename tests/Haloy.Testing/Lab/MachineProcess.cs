using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Haloy.Testing.Lab;

/// <summary>
/// A machine's first process, found again through its pid file. A number alone could by now belong to somebody else's process,
/// so the start time and the command line have to agree as well.
/// </summary>
internal sealed record MachineProcess(int Id, long StartTime)
{
    public static MachineProcess? Find(string pidFile, string script)
    {
        if (!File.Exists(pidFile)) return null;

        string[] parts = File.ReadAllText(pidFile).Split(' ', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int id) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out long started)) return null;
        var process = new MachineProcess(id, started);
        return process.Runs && process.CommandLine.Contains(script) ? process : null;
    }

    public bool Runs
    {
        get
        {
            string? stat = ReadOrNull($"/proc/{Id}/stat");
            if (stat is null) return false;

            // The name in parentheses may hold spaces; what follows it is the third field.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && fields[19] == StartTime.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The identity of its network namespace; every process that belongs to the machine has the same.</summary>
    public string? NetworkNamespace => new FileInfo($"/proc/{Id}/ns/net").LinkTarget;

    /// <summary>The processes of a network namespace, helpers that merely entered it included.</summary>
    public static ImmutableArray<int> In(string networkNamespace) =>
    [
        .. from directory in new DirectoryInfo("/proc").EnumerateDirectories()
           let id = int.TryParse(directory.Name, CultureInfo.InvariantCulture, out int number) ? number : 0
           where id > 0 && NamespaceOf(id) == networkNamespace
           select id,
    ];

    private ImmutableArray<string> CommandLine => [.. (ReadOrNull($"/proc/{Id}/cmdline") ?? "").Split('\0')];

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
