namespace Haloy.Manifest.Targets;

/// <summary>Everything that a configuration file asks for, resolved: the input of every operation.</summary>
public sealed record ResolvedManifest
{
    /// <summary>The targets, in the file's order.</summary>
    public EquatableArray<TargetSpec> Targets { get; init; }

    /// <summary>Commands run once before all deployments.</summary>
    public EquatableArray<string> GlobalPreDeploy { get; init; }

    /// <summary>Commands run once after all deployments.</summary>
    public EquatableArray<string> GlobalPostDeploy { get; init; }

    /// <summary>The declared sources of secrets.</summary>
    public EquatableArray<SecretSource> SecretSources { get; init; }
}
