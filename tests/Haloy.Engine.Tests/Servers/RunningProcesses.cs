using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Tests.Servers;

/// <summary>Finds the processes that have a path in their command line, as /proc shows them.</summary>
internal static class RunningProcesses
{
    public static bool CanBeSeen => Directory.Exists("/proc/self");

    public static IReadOnlyList<(int Id, string[] CommandLine)> Naming(string path)
    {
        var found = new List<(int, string[])>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
                continue;
            try
            {
                var line = File.ReadAllText(Path.Combine(directory, "cmdline")).Split('\0');
                if (line.Any(word => word.Contains(path, StringComparison.Ordinal)))
                    found.Add((id, line));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return found;
    }

    public static async Task SignalAsync(string signal, int id, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits for something to become true; the test's own end is the only limit.</summary>
    public static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
            await Task.Delay(10, cancellationToken);
    }
}
