using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A plugin of Docker's CLI that this machine's release lacks: one file, out of a newer release's package of its name.</summary>
internal static class CliPlugin
{
    private const string Release = "forky";

    /// <summary>The plugin's path.</summary>
    /// <param name="name">Its name, and that of its package.</param>
    /// <param name="cache">Where it is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> FetchAsync(string name, string cache, CancellationToken cancellationToken)
    {
        using LabLock _ = await LabLock.TakeAsync(cache, Path.Combine(cache, "cache.lock"), cancellationToken);
        string plugin = Path.Combine(cache, name);
        if (File.Exists(plugin)) return plugin;

        string work = Path.Combine(cache, name + "-work");
        string root = Path.Combine(work, "root");
        await new DebianArchive(Release, work).UnpackAsync([name], root, cancellationToken);
        File.Move(Path.Combine(root, "usr/libexec/docker/cli-plugins", name), plugin);
        Directory.Delete(work, recursive: true);
        return plugin;
    }
}
