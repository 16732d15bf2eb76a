using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Inheritance;

/// <summary>A target before and after resolution; the rules between keys and between targets look at both.</summary>
/// <param name="Entry">Its key and the text that belongs to it.</param>
/// <param name="Written">What is stated for it, by itself, by the base and by its preset.</param>
/// <param name="Spec">What it came to.</param>
internal sealed record ResolvedTarget(WrittenEntry Entry, WrittenTarget Written, TargetSpec Spec);

/// <summary>Makes the wanted of the written: inheritance, presets, defaults, expansion.</summary>
internal sealed class TargetResolver(WrittenManifest manifest, IManifestSurroundings? surroundings, ProblemList problems)
{
    private readonly EnvInheritance _env = new(manifest.Base.Env);
    private readonly ImageResolver _images = new();
    private readonly EntryCount _entries = new(problems);
    private readonly Dictionary<object, EnvExpansion> _expansions = [];
    private int _expandedCharacters;

    public ResolvedTarget Resolve(WrittenEntry entry)
    {
        var written = Presets.Apply(_entries.Within(entry, entry.Target.Over(manifest.Base, manifest.Images, _env)));
        return new ResolvedTarget(entry, written, SpecOf(entry.Key.Value, written));
    }

    private TargetSpec SpecOf(string key, WrittenTarget written)
    {
        var name = written.Name?.Value ?? key;
        var strategy = written.Strategy?.Value ?? DeploymentStrategy.Rolling;
        var domains = DomainsOf(written);
        var env = Expand(written.Env);
        return new TargetSpec
        {
            Key = key,
            Name = name,
            Server = ServerOf(written),
            Strategy = strategy,
            Naming = written.Naming?.Value ?? NamingStrategy.Dynamic,
            MaxSurge = written.MaxSurge?.Value ?? MaxSurge.One,
            Replicas = written.Replicas?.Value ?? Defaults.Replicas,
            Port = written.Port?.Value ?? Defaults.Port,
            HealthCheckPath = written.HealthCheckPath?.Value ?? (domains.Count > 0 ? Defaults.HealthCheckPath : null),
            HealthCheckTimeoutSeconds = written.HealthCheckTimeoutSeconds?.Value ?? Defaults.HealthCheckTimeoutSeconds,
            MinReadySeconds = written.MinReadySeconds?.Value ?? Defaults.MinReadySeconds,
            RollbackOnFailure = written.RollbackOnFailure?.Value ?? strategy == DeploymentStrategy.Rolling,
            DrainSeconds = written.DrainSeconds?.Value ?? Defaults.DrainSeconds,
            StopGraceSeconds = written.StopGraceSeconds?.Value ?? Defaults.StopGraceSeconds,
            Network = written.Network?.Value ?? Defaults.Network,
            Tls = written.Tls?.Value ?? TlsMode.Auto,
            AcmeEmail = written.AcmeEmail?.Value,
            Protected = written.Protected?.Value ?? false,
            Image = _images.Resolve(name, written.Image, env),
            Domains = domains,
            Env = env.Entries,
            Volumes = Values(written.Volumes),
            PreDeploy = Values(written.PreDeploy),
            PostDeploy = Values(written.PostDeploy),
        };
    }

    // Before the rules between targets: what is on the same server under two names is on the same server.
    private ServerAddress ServerOf(WrittenTarget written)
    {
        var stated = written.Server?.Value ?? Local;
        return !stated.IsLocal && surroundings?.FindServer(stated.Host) is { } added
            ? added.For(stated)
            : stated;
    }

    private static ServerAddress Local => new() { Text = Defaults.Server, Host = Defaults.Server, IsLocal = true };

    private static EquatableArray<T> Values<T>(Written<IReadOnlyList<Written<T>>>? written) =>
        written?.Value.Select(item => item.Value).ToEquatableArray() ?? default;

    // The seed's `aliases` beside `domains` belong to the first domain, after its own.
    private static EquatableArray<DomainSpec> DomainsOf(WrittenTarget written)
    {
        var domains = new List<DomainSpec>();
        foreach (var domain in written.Domains?.Value ?? [])
        {
            if (domain.Host is null)
                continue;
            var outer = domains.Count == 0 ? written.Aliases?.Value ?? [] : [];
            domains.Add(new DomainSpec(domain.Host.Value, domain.Aliases.Concat(outer).Select(alias => alias.Value).ToEquatableArray()));
        }
        return domains.ToEquatableArray();
    }

    // Targets without entries of their own share the base's list, and so its expansion.
    private EnvExpansion Expand(Written<IReadOnlyList<WrittenVariable>>? env)
    {
        var variables = env?.Value ?? [];
        if (_expansions.TryGetValue(variables, out var known))
            return known;
        var entries = variables.Select(variable => variable.Entry).OfType<EnvEntry>();
        var left = ReadingLimits.ExpandedCharactersOfAll - _expandedCharacters;
        var expansion = EnvExpansion.Of(entries, left > ReadingLimits.ExpandedCharacters ? ReadingLimits.ExpandedCharacters : System.Math.Max(0, left));
        _expandedCharacters += expansion.Characters;
        ReportCycles(variables, expansion);
        _expansions[variables] = expansion;
        return expansion;
    }

    private void ReportCycles(IReadOnlyList<WrittenVariable> variables, EnvExpansion expansion)
    {
        foreach (var cycle in expansion.Cycles)
        {
            var place = variables
                .Where(variable => cycle.Contains(variable.Name.Value))
                .Select(variable => variable.Source!.Place)
                .Aggregate((one, other) => one.OrLater(other));
            problems.Error(ProblemKinds.VariableCycle, place, MessageFor(cycle), "To write a literal `${`, write `$${`.");
        }
        foreach (var name in expansion.TooLong)
        {
            var place = variables.First(variable => variable.Name.Value == name).Source!.Place;
            problems.Error(
                ProblemKinds.TooLarge,
                place,
                $"The value of `{name}` is too long after expansion; {ReadingLimits.ExpandedCharacters} characters are the limit, {ReadingLimits.ExpandedCharactersOfAll} for all values of the file.");
        }
    }

    private static string MessageFor(EquatableArray<string> cycle) => cycle.Count == 1
        ? $"The value of `{cycle[0]}` refers to itself; that is a cycle."
        : $"The values of these variables are a cycle: {string.Join(" → ", cycle.Concat([cycle[0]]).Select(name => "`" + name + "`"))}.";
}
