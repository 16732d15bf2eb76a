using System.Collections.Immutable;
using System.IO;

namespace Haloy.Engine.Images;

/// <summary>
/// The command line of a build with Docker, as a pure function. What the file states goes as it is; of every other build
/// argument only the name, its value travels in the environment: an argument could be read by every user of the machine.
/// </summary>
internal static class BuildCommandLine
{
    /// <param name="order">What is built.</param>
    /// <param name="platform">What to ask for; null: the engine's own, which the classic builder wants unasked.</param>
    /// <param name="hasBuildx">Whether BuildKit builds.</param>
    /// <param name="idFile">Where the image's id is to be written.</param>
    public static ImmutableArray<string> For(BuildOrder order, string? platform, bool hasBuildx, string idFile)
    {
        var builder = order.Builder;
        var line = ImmutableArray.CreateBuilder<string>();
        // A builder of the user's choice keeps the image to itself unless it is told to load it.
        if (hasBuildx)
            line.AddRange("buildx", "build", "--load");
        else
            line.Add("build");
        var dockerfile = BuildPlaces.IsElsewhere(builder) ? builder.Dockerfile : Path.Combine(builder.Context, builder.Dockerfile);
        line.AddRange("--tag", order.Reference, "--file", dockerfile, "--iidfile", idFile);
        if (platform is not null)
            line.AddRange("--platform", platform);
        if (builder.Target is not null)
            line.AddRange("--target", builder.Target);
        foreach (var arg in order.Args)
            line.AddRange("--build-arg", arg.Kind == BuildArgumentKind.Stated ? $"{arg.Name}={arg.Value}" : arg.Name);
        line.Add(builder.Context);
        return line.ToImmutable();
    }
}
