using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>The command line of a build, as a pure function. Build arguments go by name only; their values travel in the environment.</summary>
internal static class BuildCommandLine
{
    public static ImmutableArray<string> For(string reference, BuilderSpec builder, string? platform, IEnumerable<string> args, string idFile)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange("build", "--tag", reference, "--file", Path.Combine(builder.Context, builder.Dockerfile), "--iidfile", idFile);
        if (platform is not null)
            line.AddRange("--platform", platform);
        if (builder.Target is not null)
            line.AddRange("--target", builder.Target);
        foreach (var arg in args)
            line.AddRange("--build-arg", arg);
        line.Add(builder.Context);
        return line.ToImmutable();
    }
}
