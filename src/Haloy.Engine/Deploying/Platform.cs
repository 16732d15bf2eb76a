using System;

namespace Haloy.Engine.Deploying;

/// <summary>Platforms as image references spell them: <c>linux/arm64/v8</c>.</summary>
internal static class Platform
{
    /// <summary>Whether a server of one platform can run images of another: its own, its variants, and the narrower ones before it.</summary>
    /// <param name="server">What the server is, such as <c>linux/amd64</c>.</param>
    /// <param name="image">What the image is for; the system may be left out.</param>
    public static bool Runs(string server, string image)
    {
        var (has, wants) = (Family(server), Family(image));
        return has == wants || (has, wants) is ("amd64", "386") or ("arm64", "arm");
    }

    private static string Family(string platform)
    {
        var words = platform.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        var family = words is ["linux", var named, ..] ? named : words is [var first, ..] ? first : "";
        return family switch
        {
            "x86_64" or "x86-64" => "amd64",
            "aarch64" => "arm64",
            "i386" or "i686" => "386",
            _ => family,
        };
    }
}
