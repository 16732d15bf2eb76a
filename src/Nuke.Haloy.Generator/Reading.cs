using System;
using System.Collections.Generic;
using System.Threading;
using Haloy.Manifest;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator;

/// <summary>A problem and the file it stands in, as data.</summary>
internal sealed record FoundProblem(string Path, ManifestProblem Problem);

/// <summary>One reading of one file: what to emit, and what to report.</summary>
internal sealed record Reading(Outline Outline, EquatableArray<FoundProblem> Problems)
{
    public static Reading Of(AdditionalText file, string shownPath, CancellationToken token)
    {
        var text = file.GetText(token)?.ToString() ?? "";
        var manifest = ManifestReader.Read(text);
        token.ThrowIfCancellationRequested();

        var problems = new List<FoundProblem>(manifest.Problems.Count);
        foreach (var problem in manifest.Problems)
            problems.Add(new FoundProblem(file.Path, problem));
        return new Reading(new Outline(shownPath, Targets(manifest.ReadableTargets, token)), problems.ToEquatableArray());
    }

    private static EquatableArray<OutlineTarget> Targets(EquatableArray<TargetSpec> specs, CancellationToken token)
    {
        var outlines = new List<OutlineTarget>(specs.Count);
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var spec in specs)
        {
            token.ThrowIfCancellationRequested();
            if (Naming.For(spec.Key) is not { } name)
                continue;
            while (!files.Add(name.File))
                name = name with { File = name.File + "_" };
            outlines.Add(Describe(spec, name, specs.Count <= Outline.MostListed));
        }

        return outlines.ToEquatableArray();
    }

    private static OutlineTarget Describe(TargetSpec spec, TargetName name, bool listEverything)
    {
        var domains = new List<string>(spec.Domains.Count);
        foreach (var domain in spec.Domains)
            domains.Add(domain.Domain);
        return new OutlineTarget(
            name, spec.Server.Text, spec.Strategy == DeploymentStrategy.Rolling ? "rolling" : "replace", spec.Replicas,
            spec.Image.Reference, domains.ToEquatableArray(), spec.Protected, listEverything);
    }
}
