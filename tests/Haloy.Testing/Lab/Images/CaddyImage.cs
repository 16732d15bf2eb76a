using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>caddy:2 as the public image is, as far as a deploy can tell, made of Debian's packages.</summary>
internal static class CaddyImage
{
    private const string Release = "forky";

    public static async Task<LabImage> CreateAsync(string cache, CancellationToken cancellationToken)
    {
        string versionFile = Path.Combine(cache, "caddy.version");
        ImageLayer layer = await ImageLayer.CachedAsync(Path.Combine(cache, "caddy-flock.tar"), async writer =>
        {
            string work = Path.Combine(cache, "caddy");
            string root = Path.Combine(work, "root");
            IReadOnlyDictionary<string, string> versions = await new DebianArchive(Release, work).UnpackAsync(["caddy", "libc6", "libzstd1", "busybox-static", "util-linux"], root, cancellationToken);
            await File.WriteAllTextAsync(versionFile, versions["caddy"].Split('-')[0], cancellationToken);
            await AddAsync(writer, root, cancellationToken);
            Directory.Delete(work, recursive: true);
        }, cancellationToken);

        string version = await File.ReadAllTextAsync(versionFile, cancellationToken);
        return LabImage.Create("caddy:2", Config(version), layer);
    }

    private static async Task AddAsync(LayerWriter writer, string root, CancellationToken cancellationToken)
    {
        LayerFiles.AddRoot(writer);
        writer.File("usr/bin/caddy", Path.Combine(root, "usr/bin/caddy"));
        // The public image's busybox has an flock, Debian's has none.
        writer.File("usr/bin/flock", Path.Combine(root, "usr/bin/flock"));
        foreach (SharedLibrary library in await SharedLibraries.InRootAsync(root, "usr/bin/caddy", cancellationToken)) writer.File(library.MergedPath, library.Source);
        writer.Tree("etc/caddy", Path.Combine(root, "etc/caddy"));
        writer.Tree("usr/share/caddy", Path.Combine(root, "usr/share/caddy"));
        foreach (string directory in new[] { "config/caddy", "data/caddy", "srv" }) writer.Directory(directory);

        string busybox = Path.Combine(root, "usr/bin/busybox");
        writer.File("usr/bin/busybox", busybox);
        string applets = await Tool.OutputAsync([busybox, "--list"], cancellationToken);
        foreach (string applet in applets.Split('\n').Where(name => name.Length > 0 && name != "flock").Sorted()) writer.Link($"usr/bin/{applet}", "busybox");
    }

    private static JsonObject Config(string version) => new()
    {
        ["Env"] = new JsonArray(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            $"CADDY_VERSION=v{version}",
            "XDG_CONFIG_HOME=/config",
            "XDG_DATA_HOME=/data"),
        ["Cmd"] = new JsonArray("caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"),
        ["WorkingDir"] = "/srv",
        ["ExposedPorts"] = new JsonObject { ["80/tcp"] = new JsonObject(), ["443/tcp"] = new JsonObject(), ["443/udp"] = new JsonObject(), ["2019/tcp"] = new JsonObject() },
        ["Labels"] = new JsonObject { ["org.opencontainers.image.title"] = "Caddy", ["org.opencontainers.image.version"] = $"v{version}" },
    };
}
