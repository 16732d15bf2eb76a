using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>What of a lab can be found on this machine.</summary>
internal static class Leftovers
{
    // Addresses say nothing: the next lab may have taken the subnet over. They go with the links, which name their lab.
    public static async Task<IReadOnlyList<string>> OfAsync(LabSettings settings)
    {
        IEnumerable<string> directories = new[] { settings.Directory, settings.RuntimeDirectory }.Where(Directory.Exists);
        IEnumerable<string> groups = Directory.GetDirectories("/sys/fs/cgroup", $"haloy-lab-{settings.Name}", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 });
        IEnumerable<string> mounts = (await File.ReadAllLinesAsync("/proc/mounts")).Where(line => line.Contains(settings.Directory) || line.Contains(settings.RuntimeDirectory));
        IEnumerable<string> links = Directory.GetDirectories("/sys/class/net").Where(link => AliasOf(link) == settings.Directory);
        return [.. directories, .. groups, .. mounts, .. links, .. Processes(settings.Directory)];
    }

    private static IEnumerable<string> Processes(string directory) =>
        from process in Directory.GetDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(process)[0])
        let command = Read(Path.Combine(process, "cmdline")).Replace('\0', ' ')
        where command.Contains(directory)
        select command;

    private static string AliasOf(string link) => Read(Path.Combine(link, "ifalias")).Trim();

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
}
