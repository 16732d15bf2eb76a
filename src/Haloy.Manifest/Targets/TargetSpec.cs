namespace Haloy.Manifest.Targets;

/// <summary>
/// What is wanted of one target: its configuration after inheritance, presets, defaults and expansion
/// (spec/configuration.md §7). A pure value; it knows nothing of what runs on the server.
/// </summary>
public sealed record TargetSpec
{
    /// <summary>The key under <c>targets:</c>; for a file without targets its <c>name</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The app's name on the server: first part of container names, network alias, label. ≤ 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is deployed to.</summary>
    public required ServerAddress Server { get; init; }

    /// <summary>How a new version takes the place of the old.</summary>
    public DeploymentStrategy Strategy { get; init; } = DeploymentStrategy.Rolling;

    /// <summary>How its containers are named.</summary>
    public NamingStrategy Naming { get; init; } = NamingStrategy.Dynamic;

    /// <summary>How many new containers a rolling step starts.</summary>
    public MaxSurge MaxSurge { get; init; } = MaxSurge.One;

    /// <summary>How many containers serve, 1…1000.</summary>
    public int Replicas { get; init; } = Defaults.Replicas;

    /// <summary>The port that the app listens on inside its container, 1…65535.</summary>
    public int Port { get; init; } = Defaults.Port;

    /// <summary>The path that answers 2xx or 3xx when the app is healthy; null: no HTTP check.</summary>
    public string? HealthCheckPath { get; init; }

    /// <summary>How long a new container may take to become healthy, in seconds.</summary>
    public int HealthCheckTimeoutSeconds { get; init; } = Defaults.HealthCheckTimeoutSeconds;

    /// <summary>How long a new container must have run, counted from its StartedAt, in seconds.</summary>
    public int MinReadySeconds { get; init; } = Defaults.MinReadySeconds;

    /// <summary>Whether a failed deploy puts the old version back without being asked.</summary>
    public bool RollbackOnFailure { get; init; } = true;

    /// <summary>The longest wait for requests in flight before an old container gets SIGTERM, in seconds.</summary>
    public int DrainSeconds { get; init; } = Defaults.DrainSeconds;

    /// <summary>From SIGTERM to SIGKILL, in seconds.</summary>
    public int StopGraceSeconds { get; init; } = Defaults.StopGraceSeconds;

    /// <summary>The Docker network that its containers join.</summary>
    public string Network { get; init; } = Defaults.Network;

    /// <summary>Where its certificates come from.</summary>
    public TlsMode Tls { get; init; } = TlsMode.Auto;

    /// <summary>The contact given to the certificate authority.</summary>
    public string? AcmeEmail { get; init; }

    /// <summary>Whether the …All targets skip it unless told otherwise.</summary>
    public bool Protected { get; init; }

    /// <summary>What runs.</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>The hosts that are routed to it.</summary>
    public EquatableArray<DomainSpec> Domains { get; init; }

    /// <summary>Its environment, in order, merged and expanded.</summary>
    public EquatableArray<EnvEntry> Env { get; init; }

    /// <summary>Its mounts.</summary>
    public EquatableArray<VolumeSpec> Volumes { get; init; }

    /// <summary>Commands run on the deploying machine before this target is deployed.</summary>
    public EquatableArray<string> PreDeploy { get; init; }

    /// <summary>Commands run on the deploying machine after this target was deployed.</summary>
    public EquatableArray<string> PostDeploy { get; init; }
}
