using System.Linq;
using System.Reflection;

namespace Nuke.Host.Tests;

/// <summary>Where things of this repository lie on this machine.</summary>
internal static class Places
{
    public static string TestBuilds { get; } = Metadata("TestBuilds");

    public static string Repository { get; } = Metadata("Repository");

    private static string Metadata(string key)
        => typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == key).Value!;
}
