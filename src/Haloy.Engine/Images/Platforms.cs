using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>Platforms as image references spell them: <c>linux/amd64</c>, <c>linux/arm64</c>, <c>linux/arm/v7</c>.</summary>
internal static class Platforms
{
    /// <summary>What an engine runs.</summary>
    public static string Of(EngineFacts info) => info.OsType + "/" + info.Architecture switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "armv7l" => "arm/v7",
        var other => other,
    };

    /// <summary>What an image is for.</summary>
    public static string Of(ImageDetails image) =>
        $"{image.Os}/{image.Architecture}" + (image is { Architecture: "arm", Variant: { } variant } ? "/" + variant : "");

    /// <summary>Whether a platform's processors run an image as it is. One that does not say what it is for is believed.</summary>
    public static bool CanRun(string platform, ImageDetails image)
    {
        if (image.Architecture.Length == 0)
            return true;
        var (os, architecture) = Parts(platform);
        return (image.Os.Length == 0 || image.Os == os)
            && (image.Architecture == architecture || (architecture, image.Architecture) is ("amd64", "386") or ("arm64", "arm"));
    }

    private static (string Os, string Architecture) Parts(string platform)
    {
        var parts = platform.Split('/', 3);
        return parts.Length > 1 ? (parts[0], parts[1]) : ("linux", parts[0]);
    }
}
