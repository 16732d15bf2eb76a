using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>The control groups that a lab's containers ran in; engines that were killed leave them behind.</summary>
internal static class ControlGroups
{
    private const string Root = "/sys/fs/cgroup";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    public static bool Mounted => Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any();

    /// <summary>A group that still empties itself cannot be removed at once.</summary>
    public static Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        Readiness.WaitAsync($"The control groups {name} go away", s_deadline, () => Find(name).All(TryRemove), cancellationToken);

    /// <summary>One directory where there is one hierarchy (version 2), one per controller otherwise.</summary>
    public static IEnumerable<string> Find(string name) =>
        Directory.EnumerateDirectories(Root).Prepend(Root).Select(hierarchy => Path.Combine(hierarchy, name)).Where(Directory.Exists);

    private static bool TryRemove(string group)
    {
        try
        {
            foreach (string inner in Directory.EnumerateDirectories(group))
            {
                if (!TryRemove(inner)) return false;
            }
            Directory.Delete(group);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
