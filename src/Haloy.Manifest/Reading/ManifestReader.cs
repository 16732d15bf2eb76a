using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads a configuration: text in, targets and problems out.</summary>
public static class ManifestReader
{
    /// <summary>Reads a configuration. Never throws, whatever the text is.</summary>
    /// <param name="text">The text of <c>haloy.yaml</c>.</param>
    /// <param name="surroundings">What lies beside the file; null: the existence of files is not checked, and servers have no names of the user's.</param>
    public static ManifestReading Read(string text, IManifestSurroundings? surroundings = null)
    {
        var problems = new ProblemList();
        var source = new SourceText(text ?? "");
        var root = RootReader.Read(source, problems);
        if (root.Map is null)
            return new ManifestReading(new ResolvedManifest(), default, problems.InOrder());
        var found = new ProblemList();
        var written = new FileReader(found, surroundings).Read(root.Map);
        var targets = Resolve(written, surroundings, found);
        var readable = Check(written, targets, surroundings, found);
        problems.Take(found, problem => root.IsTrusted && !root.MendedLines.Contains(problem.Position.Line));
        return new ManifestReading(ManifestOf(written, targets), readable, problems.InOrder());
    }

    private static ResolvedManifest ManifestOf(WrittenManifest written, List<ResolvedTarget> targets) => new()
    {
        Targets = targets.Select(target => target.Spec).ToEquatableArray(),
        GlobalPreDeploy = written.GlobalPreDeploy,
        GlobalPostDeploy = written.GlobalPostDeploy,
        SecretSources = written.SecretSources,
    };

    private static List<ResolvedTarget> Resolve(WrittenManifest written, IManifestSurroundings? surroundings, ProblemList problems)
    {
        var resolver = new TargetResolver(written, surroundings, problems);
        return EntriesOf(written).Select(resolver.Resolve).ToList();
    }

    // A file without `targets` is one target, and its name is the target's key everywhere.
    private static IEnumerable<WrittenEntry> EntriesOf(WrittenManifest written) =>
        written.Targets ?? (written.Base.Name is { } name ? [new WrittenEntry(name, written.Base, int.MaxValue)] : []);

    private static EquatableArray<TargetSpec> Check(
        WrittenManifest written, List<ResolvedTarget> targets, IManifestSurroundings? surroundings, ProblemList problems)
    {
        var rules = new TargetRules(written, problems);
        var names = new TargetNames(problems);
        var hosts = new HostRules(problems);
        var pushes = new PushRules(problems);
        var files = surroundings is null ? null : new BuildFiles(surroundings, problems);
        var readable = new List<TargetSpec>();
        rules.CheckBase(written.Base);
        foreach (var target in targets)
        {
            rules.Check(target);
            hosts.Check(target);
            pushes.Check(target);
            files?.Check(target);
            if (names.Check(target))
                readable.Add(target.Spec);
        }
        return readable.ToEquatableArray();
    }
}
