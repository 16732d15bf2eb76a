using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Haloy.Manifest.Targets;

/// <summary>A piece of the resolved form (spec/configuration.md §7), before it is JSON or YAML.</summary>
internal abstract record ResolvedForm
{
    private ResolvedForm() { }

    public sealed record Text(string Value) : ResolvedForm;

    /// <summary>A number, true, false or null.</summary>
    public sealed record Word(string Value) : ResolvedForm;

    public sealed record List(IReadOnlyList<ResolvedForm> Items) : ResolvedForm;

    public sealed record Map(IReadOnlyList<(string Key, ResolvedForm Value)> Entries) : ResolvedForm;

    private static readonly ResolvedForm Null = new Word("null");

    public static ResolvedForm Of(ResolvedManifest manifest) => new Map(
    [
        ("global_pre_deploy", Texts(manifest.GlobalPreDeploy)),
        ("global_post_deploy", Texts(manifest.GlobalPostDeploy)),
        ("targets", new Map(manifest.Targets.Select(target => (target.Key, (ResolvedForm)Of(target))).ToList())),
    ]);

    private static Map Of(TargetSpec target) => new Map(
    [
        ("name", Of(target.Name)),
        ("server", Of(target.Server.Text)),
        ("deployment_strategy", Of(Words.Of(target.Strategy))),
        ("naming_strategy", Of(Words.Of(target.Naming))),
        ("max_surge", Of(target.MaxSurge.ToString())),
        ("replicas", Of(target.Replicas)),
        ("port", Of(target.Port)),
        ("health_check_path", Of(target.HealthCheckPath)),
        ("health_check_timeout_seconds", Of(target.HealthCheckTimeoutSeconds)),
        ("min_ready_seconds", Of(target.MinReadySeconds)),
        ("rollback_on_failure", Of(target.RollbackOnFailure)),
        ("drain_seconds", Of(target.DrainSeconds)),
        ("stop_grace_seconds", Of(target.StopGraceSeconds)),
        ("network", Of(target.Network)),
        ("tls", Of(Words.Of(target.Tls))),
        ("acme_email", Of(target.AcmeEmail)),
        ("protected", Of(target.Protected)),
        ("image", Of(target.Image)),
        ("domains", new List(target.Domains.Select(Of).ToList())),
        ("env", new List(target.Env.Select(Of).ToList())),
        ("volumes", Texts(target.Volumes.Select(volume => volume.ToString()))),
        ("pre_deploy", Texts(target.PreDeploy)),
        ("post_deploy", Texts(target.PostDeploy)),
    ]);

    private static Map Of(ImageSpec image) => new Map(
    [
        ("reference", Of(image.Reference)),
        ("repository", Of(image.Repository)),
        ("tag", Of(image.Tag)),
        ("build", Of(image.Build)),
        ("builder", image.Builder is { } builder ? Of(builder) : Null),
        ("pull_policy", Of(Words.Of(image.PullPolicy))),
        ("registry", image.Registry is { } registry ? Of(registry) : Null),
        ("history", Of(image.History)),
    ]);

    private static Map Of(BuilderSpec builder) => new Map(builder.Dotnet is not null ?
    [
        ("dotnet", Of(builder.Dotnet)),
        ("base", Of(builder.Base)),
        ("platform", Of(builder.Platform)),
        ("args", new List(builder.Args.Select(Of).ToList())),
        ("push", Of(Words.Of(builder.Push))),
    ] :
    [
        ("context", Of(builder.Context)),
        ("dockerfile", Of(builder.Dockerfile)),
        ("platform", Of(builder.Platform)),
        ("target", Of(builder.Target)),
        ("args", new List(builder.Args.Select(Of).ToList())),
        ("push", Of(Words.Of(builder.Push))),
    ]);

    private static Map Of(BuildArg arg) =>
        new Map(arg.Source is { } source ? [("name", Of(arg.Name)), Entry(source)] : [("name", Of(arg.Name))]);

    private static Map Of(RegistrySpec registry) => new Map(
    [
        ("server", Of(registry.Server)),
        ("username", new Map([Entry(registry.Username)])),
        ("password", new Map([Entry(registry.Password)])),
    ]);

    private static Map Of(HistorySpec history)
    {
        var entries = new List<(string, ResolvedForm)>
        {
            ("strategy", Of(Words.Of(history.Strategy))),
            ("count", history.Count is { } count ? Of(count) : Null),
        };
        if (history.Pattern is { } pattern)
            entries.Add(("pattern", Of(pattern)));
        return new Map(entries);
    }

    private static Map Of(DomainSpec domain) => new Map([("domain", Of(domain.Domain)), ("aliases", Texts(domain.Aliases))]);

    private static Map Of(EnvEntry entry)
    {
        var entries = new List<(string, ResolvedForm)> { ("name", Of(entry.Name)), Entry(entry.Source) };
        if (entry.BuildArg)
            entries.Add(("build_arg", Of(true)));
        return new Map(entries);
    }

    private static (string Key, ResolvedForm Value) Entry(ValueSource source) => source switch
    {
        ValueSource.Literal literal => ("value", Of(literal.Value)),
        ValueSource.FromEnvironment environment => ("from", new Map([("env", Of(environment.Name))])),
        ValueSource.FromSecret secret => ("from", new Map([("secret", Of(secret.Reference))])),
        _ => ("value", Null),
    };

    private static ResolvedForm Of(string? text) => text is null ? Null : new Text(text);

    private static Word Of(int number) => new Word(number.ToString(CultureInfo.InvariantCulture));

    private static Word Of(bool value) => new Word(value ? "true" : "false");

    private static List Texts(IEnumerable<string> texts) => new List(texts.Select(text => Of(text)).ToList());
}
