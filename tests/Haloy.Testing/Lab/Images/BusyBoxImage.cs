using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>The smallest image that can do something: a shell and its commands in one static file.</summary>
internal static class BusyBoxImage
{
    public static async Task<LabImage> CreateAsync(RecentEngine packages, CancellationToken cancellationToken)
    {
        string busybox = Path.Combine(packages.Root, "usr/bin/busybox");
        string applets = await Tool.OutputAsync([busybox, "--list"], cancellationToken);
        ImageLayer layer = ImageLayer.Of(writer =>
        {
            LayerFiles.AddRoot(writer);
            writer.File("usr/bin/busybox", busybox);
            foreach (string applet in applets.Split('\n').Where(name => name.Length > 0).Sorted()) writer.Link($"usr/bin/{applet}", "busybox");
        });
        var config = new JsonObject
        {
            ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            ["Cmd"] = new JsonArray("sh"),
        };
        return LabImage.Create("haloy-lab/busybox:1", config, layer);
    }
}
