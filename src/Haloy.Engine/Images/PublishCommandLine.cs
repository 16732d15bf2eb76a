using System;
using System.Collections.Immutable;

namespace Haloy.Engine.Images;

/// <summary>The command line of a build with the .NET SDK, as a pure function. Build arguments and credentials travel in the environment.</summary>
internal static class PublishCommandLine
{
    /// <param name="order">What is built.</param>
    /// <param name="base">The base image's reference; null: what the SDK chooses.</param>
    /// <param name="archive">Where the image goes; null: to its registry.</param>
    /// <param name="addition">An MSBuild file that the build imports.</param>
    public static ImmutableArray<string> For(BuildOrder order, string? @base, string? archive, string addition)
    {
        var (host, repository, tag) = Split(order.Reference);
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange(
            "publish", order.Builder.Dotnet!, "--nologo", "--configuration", "Release", "--runtime", RuntimeOf(order), "-target:PublishContainer",
            "-property:ContainerRepository=" + repository, "-property:ContainerImageTag=" + tag,
            // The time of the build would make every build another image.
            "-property:ContainerGenerateLabelsImageCreated=false",
            "-property:CustomAfterMicrosoftCommonTargets=" + addition);
        line.Add(archive is null ? "-property:ContainerRegistry=" + (host ?? "docker.io") : "-property:ContainerArchiveOutputPath=" + archive);
        if (@base is not null)
            line.Add("-property:ContainerBaseImage=" + @base);
        if (order.Builder.BaseArchive is not null)
            line.Add("-property:ContainerGenerateLabelsImageBaseName=false");
        return line.ToImmutable();
    }

    /// <summary>A platform in .NET's words; an Alpine base has another C library.</summary>
    public static string RuntimeOf(BuildOrder order)
    {
        var libc = order.Builder.Base?.Contains("alpine", StringComparison.OrdinalIgnoreCase) == true ? "linux-musl-" : "linux-";
        return libc + order.Platform[(order.Platform.IndexOf('/', StringComparison.Ordinal) + 1)..] switch
        {
            "amd64" => "x64",
            "386" => "x86",
            "arm" or "arm/v7" => "arm",
            "arm/v6" => "armv6",
            var other => other.Split('/')[0],
        };
    }

    private static (string? Host, string Repository, string Tag) Split(string reference)
    {
        var colon = reference.LastIndexOf(':');
        var name = colon > reference.LastIndexOf('/') ? reference[..colon] : reference;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        return (hasHost ? first : null, hasHost ? name[(slash + 1)..] : name, colon > reference.LastIndexOf('/') ? reference[(colon + 1)..] : "latest");
    }
}
