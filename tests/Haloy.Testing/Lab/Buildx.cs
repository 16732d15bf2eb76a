using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>Docker's buildx, which this machine's release lacks: a plugin that is one file, out of a newer release's package.</summary>
internal static class Buildx
{
    private const string Release = "forky";

    /// <summary>The plugin's path.</summary>
    public static async Task<string> FetchAsync(string cache, CancellationToken cancellationToken)
    {
        using LabLock _ = await LabLock.TakeAsync(cache, Path.Combine(cache, "cache.lock"), cancellationToken);
        string plugin = Path.Combine(cache, "docker-buildx");
        if (File.Exists(plugin)) return plugin;

        string work = Path.Combine(cache, "buildx");
        string root = Path.Combine(work, "root");
        await new DebianArchive(Release, work).UnpackAsync(["docker-buildx"], root, cancellationToken);
        File.Move(Path.Combine(root, "usr/libexec/docker/cli-plugins/docker-buildx"), plugin);
        Directory.Delete(work, recursive: true);
        return plugin;
    }
}
