using System;
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
    public static bool CanRun(string platform, ImageDetails image) =>
        image.Architecture.Length == 0
        || ((image.Os.Length == 0 || image.Os == Parts(platform).Os) && CanRun(platform, image.Architecture));

    /// <summary>Whether a platform's processors run what is for another: its own, its variants, and the narrower ones before it.</summary>
    /// <param name="platform">What a server is, such as <c>linux/amd64</c>.</param>
    /// <param name="other">What is to run there; the system may be left out.</param>
    public static bool CanRun(string platform, string other)
    {
        var (has, wants) = (Parts(platform).Family, Parts(other).Family);
        return has == wants || (has, wants) is ("amd64", "386") or ("arm64", "arm");
    }

    private static (string Os, string Family) Parts(string platform)
    {
        var words = platform.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (os, family) = words switch
        {
            ["linux" or "windows", var named, ..] => (words[0], named),
            [var first, ..] => ("linux", first),
            _ => ("linux", ""),
        };
        return (os, family switch
        {
            "x86_64" or "x86-64" => "amd64",
            "aarch64" => "arm64",
            "i386" or "i686" => "386",
            _ => family,
        });
    }
}
