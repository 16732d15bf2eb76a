using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>What runs leave on the machine that deploys.</summary>
internal static partial class ClientLeftovers
{
    /// <summary>Processes whose command line names the path.</summary>
    public static IEnumerable<string> ProcessesNaming(string path) => CommandLines().Where(line => line.Contains(path)).Select(line => $"process: {line}");

    /// <summary>Private directories of tunnels, and other temporary files, that no process of this machine uses any more.</summary>
    public static IReadOnlyCollection<string> Orphans()
    {
        // The directories first: one that is made meanwhile has its process by the time those are read.
        var directories = new[] { "/tmp", System.Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? "/tmp" }.Distinct()
            .SelectMany(place => Directory.GetDirectories(place, "haloy-*")).Where(path => Private().IsMatch(path)).ToList();
        var lines = CommandLines().ToList();
        return [.. directories.Where(path => !lines.Any(line => line.Contains(path)))];
    }

    private static IEnumerable<string> CommandLines() =>
        from process in Directory.GetDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(process)[0])
        let line = Read(Path.Combine(process, "cmdline")).Replace('\0', ' ')
        where line.Length > 0
        select line;

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex("/haloy-[0-9a-f]{16}$")]
    private static partial Regex Private();
}
