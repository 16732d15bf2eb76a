using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>What an ASP.NET app needs at run time, taken from the SDK that runs this: a stand-in for the public image where no registry can be reached.</summary>
internal static class AspNetImage
{
    private const string Home = "usr/share/dotnet";

    /// <summary>…/shared/Microsoft.NETCore.App/10.0.x</summary>
    private static string RuntimeDirectory => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string Version => Path.GetFileName(RuntimeDirectory);

    public static async Task<LabImage> CreateAsync(string cache, CancellationToken cancellationToken)
    {
        ImageLayer layer = await ImageLayer.CachedAsync(Path.Combine(cache, $"aspnet-{Version}.tar"), writer => AddAsync(writer, cancellationToken), cancellationToken);
        return LabImage.Create($"haloy-lab/aspnet:{Version.Split('.')[0]}.0", Config(), layer);
    }

    /// <summary>The configuration of the base; an app's builds on it.</summary>
    public static JsonObject Config(params IEnumerable<string> environment) => new()
    {
        ["Env"] = new JsonArray(
        [
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "APP_UID=1654",
            "ASPNETCORE_HTTP_PORTS=8080",
            "DOTNET_RUNNING_IN_CONTAINER=true",
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1",
            $"DOTNET_VERSION={Version}",
            $"ASPNET_VERSION={Version}",
            .. environment,
        ]),
        ["Cmd"] = new JsonArray("/usr/bin/dotnet", "--info"),
        ["WorkingDir"] = "/",
    };

    private static async Task AddAsync(LayerWriter writer, CancellationToken cancellationToken)
    {
        string home = Path.GetFullPath(Path.Combine(RuntimeDirectory, "../../.."));
        string[] trees = [Path.Combine(home, "host/fxr", Version), RuntimeDirectory, AspNetDirectory(home)];
        string program = Path.Combine(home, "dotnet");

        LayerFiles.AddRoot(writer);
        writer.File($"{Home}/dotnet", program);
        writer.Link("usr/bin/dotnet", $"/{Home}/dotnet");
        foreach (string tree in trees) writer.Tree($"{Home}/{Path.GetRelativePath(home, tree)}", tree);

        IEnumerable<string> natives = trees.SelectMany(tree => Directory.GetFiles(tree, "*.so")).Append(program);
        // Loaded by name when an app hashes or encrypts, so that no file says it is needed.
        string libraries = $"/usr/lib/{(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64")}-linux-gnu";
        string[] openSsl = [.. new[] { "libssl.so.3", "libcrypto.so.3" }.Select(name => Path.Combine(libraries, name)).Where(File.Exists)];
        foreach (SharedLibrary library in await SharedLibraries.OfThisMachineAsync([.. natives, .. openSsl], cancellationToken)) writer.File(library.MergedPath, library.Source);
        foreach (string library in openSsl) writer.File(library, library);
    }

    private static string AspNetDirectory(string home)
    {
        string directory = Path.Combine(home, "shared/Microsoft.AspNetCore.App", Version);
        return Directory.Exists(directory) ? directory : throw new DirectoryNotFoundException($"{directory}: the ASP.NET runtime of the SDK's version is needed.");
    }
}
