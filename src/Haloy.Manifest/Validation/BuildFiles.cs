using System;
using System.Collections.Generic;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Validation;

/// <summary>What is built needs its context and its Dockerfile.</summary>
internal sealed class BuildFiles(IManifestSurroundings surroundings, ProblemList problems)
{
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public void Check(ResolvedTarget target)
    {
        if (target.Spec.Image.Builder is not { } builder || target.Written.Image?.Builder?.Value.IsUnreadable == true)
            return;
        if (builder.Dotnet is not null)
            CheckDotnet(target, builder);
        else if (!IsElsewhere(builder.Context))
            CheckDocker(target, builder);
    }

    private void CheckDotnet(ResolvedTarget target, BuilderSpec builder)
    {
        var stated = target.Written.Image?.Builder?.Value;
        var project = Normalise(builder.Dotnet!);
        if (!surroundings.FileExists(project))
            Report(
                stated?.Dotnet?.Place ?? PlaceOf(target),
                project,
                $"There is no project `{ScalarTexts.Quote(project)}` to publish.",
                "`dotnet` is relative to the configuration.");
        if (builder.BaseArchive is { } archive && !surroundings.FileExists(Normalise(archive)))
            Report(
                stated?.Base?.Place ?? PlaceOf(target),
                Normalise(archive),
                $"There is no archive `{ScalarTexts.Quote(archive)}` of a base image.",
                "It is relative to the configuration; `docker save --output` writes one.");
    }

    private void CheckDocker(ResolvedTarget target, BuilderSpec builder)
    {
        var stated = target.Written.Image?.Builder?.Value;
        var context = Normalise(builder.Context);
        var dockerfile = Normalise(Combine(builder.Context, builder.Dockerfile));
        if (!IsAlwaysThere(context) && !surroundings.DirectoryExists(context))
            Report(
                stated?.Context?.Place ?? PlaceOf(target),
                context,
                $"There is no folder `{ScalarTexts.Quote(context)}`, the build's `context`.",
                "It is relative to the configuration.");
        else if (!surroundings.FileExists(dockerfile))
            Report(
                stated?.Dockerfile?.Place ?? stated?.Context?.Place ?? PlaceOf(target),
                dockerfile,
                $"There is no Dockerfile `{ScalarTexts.Quote(dockerfile)}` to build the image from.",
                HintFor(builder));
    }

    private string HintFor(BuilderSpec builder) =>
        builder.Context != Defaults.BuildContext && surroundings.FileExists(Normalise(builder.Dockerfile))
            ? $"`dockerfile` is relative to the `context` `{ScalarTexts.Quote(builder.Context)}`, not to the configuration."
            : "State another `dockerfile` or `context` under `builder`, or an `image` that is pulled.";

    private void Report(Place place, string path, string message, string hint)
    {
        // The same file that several targets miss by default is missing once.
        if (_reported.Add(path + "\n" + place.Position.Offset) && (place.Path.ToString().Length > 0 || _reported.Add(path)))
            problems.Error(ProblemKinds.BuildFileMissing, place, message, hint);
    }

    private static Place PlaceOf(ResolvedTarget target) =>
        target.Written.Image is { } image
            ? image.Builder?.Place ?? image.Build?.Place ?? image.Place
            : target.Entry.Target.Place;

    // A repository or an archive that the builder fetches by itself.
    private static bool IsElsewhere(string context) =>
        context.Contains("://") || context.StartsWith("git@", StringComparison.Ordinal) || context.StartsWith("github.com/", StringComparison.Ordinal);

    private static bool IsAlwaysThere(string path) => path.Replace("..", "").Trim('/', '.').Length == 0;

    private static bool IsAbsolute(string path) => path.StartsWith("/", StringComparison.Ordinal) || path.IndexOf(":\\", StringComparison.Ordinal) == 1;

    private static string Combine(string folder, string path) => IsAbsolute(path) ? path : folder.TrimEnd('/') + "/" + path;

    // `a/./b/../c` is `a/c`; `..` at the beginning stays.
    private static string Normalise(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/'))
        {
            if (name is "" or ".")
                continue;
            if (name == ".." && names.Count > 0 && names[names.Count - 1] != "..")
                names.RemoveAt(names.Count - 1);
            else
                names.Add(name);
        }
        var joined = string.Join("/", names);
        return path.StartsWith("/", StringComparison.Ordinal) ? "/" + joined : joined.Length == 0 ? "." : joined;
    }
}
