using System;
using System.IO;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>What a build with Docker needs on this machine's disk.</summary>
internal static class BuildPlaces
{
    /// <summary>Whether the context is a repository or an archive that the builder fetches by itself.</summary>
    public static bool IsElsewhere(BuilderSpec builder) =>
        builder.Context.Contains("://", StringComparison.Ordinal)
        || builder.Context.StartsWith("git@", StringComparison.Ordinal)
        || builder.Context.StartsWith("github.com/", StringComparison.Ordinal);

    /// <summary>Looks whether it is there.</summary>
    /// <param name="directory">The configuration's folder.</param>
    /// <param name="builder">What is built.</param>
    /// <exception cref="ImageException">It is not.</exception>
    public static void Check(string directory, BuilderSpec builder)
    {
        if (IsElsewhere(builder))
            return;
        var context = Path.GetFullPath(Path.Combine(directory, builder.Context));
        if (!Directory.Exists(context))
            throw new ImageException($"The build context '{builder.Context}' is not a directory: {context}. It is relative to haloy.yaml.");
        var dockerfile = Path.Combine(context, builder.Dockerfile);
        if (!File.Exists(dockerfile))
            throw new ImageException($"There is no Dockerfile '{builder.Dockerfile}' in the build context '{builder.Context}': {dockerfile}.");
    }
}
