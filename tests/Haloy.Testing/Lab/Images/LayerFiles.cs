using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Testing.Lab;

internal static class LayerFiles
{
    public static IEnumerable<string> Sorted(this IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    /// <summary>The directories and files that programs expect on any Linux.</summary>
    public static void AddRoot(LayerWriter layer)
    {
        foreach (string merged in new[] { "bin", "lib", "lib64", "sbin" })
        {
            layer.Directory($"usr/{merged}");
            layer.Link(merged, $"usr/{merged}");
        }
        layer.Directory("tmp", 0b001_111_111_111);
        layer.Directory("root", 0b111_000_000);
        layer.Directory("home/app");
        layer.Text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1654:1654::/home/app:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n");
        layer.Text("etc/group", "root:x:0:\napp:x:1654:\nnogroup:x:65534:\n");
        layer.Text("etc/nsswitch.conf", "hosts: files dns\n");
        const string certificates = "/etc/ssl/certs/ca-certificates.crt";
        if (System.IO.File.Exists(certificates)) layer.File(certificates, certificates);
    }
}
