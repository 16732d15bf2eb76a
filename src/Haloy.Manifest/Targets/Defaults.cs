namespace Haloy.Manifest.Targets;

/// <summary>Every default of spec/configuration.md §2 and §3 as a named constant; reader, docs and tests use these.</summary>
public static class Defaults
{
    /// <summary><c>server</c></summary>
    public const string Server = "localhost";

    /// <summary><c>replicas</c></summary>
    public const int Replicas = 1;

    /// <summary><c>port</c></summary>
    public const int Port = 8080;

    /// <summary><c>health_check_path</c> of a target with domains.</summary>
    public const string HealthCheckPath = "/";

    /// <summary><c>health_check_timeout_seconds</c></summary>
    public const int HealthCheckTimeoutSeconds = 60;

    /// <summary><c>min_ready_seconds</c></summary>
    public const int MinReadySeconds = 0;

    /// <summary><c>drain_seconds</c></summary>
    public const int DrainSeconds = 10;

    /// <summary><c>stop_grace_seconds</c></summary>
    public const int StopGraceSeconds = 20;

    /// <summary><c>network</c></summary>
    public const string Network = "haloy";

    /// <summary><c>image.tag</c></summary>
    public const string Tag = "latest";

    /// <summary><c>image.builder.context</c></summary>
    public const string BuildContext = ".";

    /// <summary><c>image.builder.dockerfile</c></summary>
    public const string Dockerfile = "Dockerfile";

    /// <summary><c>image.history.count</c>; the running deployment counts.</summary>
    public const int HistoryCount = 6;
}
