using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A library by the path at which a program looks for it, and the file that holds it here.</summary>
internal sealed record SharedLibrary(string Path, string Source)
{
    /// <summary>Where /lib is a link to /usr/lib, as on every Debian of today.</summary>
    public string MergedPath => Path.StartsWith("/usr/", StringComparison.Ordinal) ? Path : $"/usr{Path}";
}

/// <summary>What programs link, as the loader itself says.</summary>
internal static class SharedLibraries
{
    /// <summary>For programs of this machine.</summary>
    public static async Task<IReadOnlyList<SharedLibrary>> OfThisMachineAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        Parse((await Tool.RunAsync(["ldd", .. files], cancellationToken)).Output, path => path);

    /// <summary>For a program in a root of its own, by the loader of that root: this machine's may be too old for it.</summary>
    public static async Task<IReadOnlyList<SharedLibrary>> InRootAsync(string root, string program, CancellationToken cancellationToken)
    {
        string directory = Directory.GetDirectories(Path.Combine(root, "usr/lib"), "*-linux-gnu*").Single();
        string loader = Directory.GetFiles(directory, "ld-linux*").Single();
        string output = await Tool.OutputAsync([loader, "--library-path", directory, "--list", Path.Combine(root, program)], cancellationToken);
        IReadOnlyList<string> missing = [.. output.Split('\n').Where(line => line.Contains("not found", StringComparison.Ordinal))];
        return missing.Count == 0
            ? Parse(output, path => path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path)
            : throw new InvalidOperationException($"{program} lacks {string.Join(", ", missing.Select(line => line.Trim()))}: another package has to be unpacked as well.");
    }

    /// <summary>Lines such as "libc.so.6 => /lib/…/libc.so.6 (0x…)", and the loader's, whose left side is the path that counts.</summary>
    private static IReadOnlyList<SharedLibrary> Parse(string output, Func<string, string> toPath) =>
    [
        .. from line in output.Split('\n')
           let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           where words.Length is 2 or 4 && words[^1].StartsWith("(0x", StringComparison.Ordinal) && words[^2].StartsWith('/')
           let asked = words[0]
           group new SharedLibrary(asked.StartsWith('/') ? asked : toPath(words[^2]), words[^2]) by asked into same
           select same.First(),
    ];
}
