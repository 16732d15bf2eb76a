namespace Haloy.Manifest.Targets;

/// <summary><c>deployment_strategy</c>.</summary>
public enum DeploymentStrategy
{
    /// <summary>New containers first, then the old ones out: zero downtime.</summary>
    Rolling,

    /// <summary>All old containers out, then the new ones in: brief downtime, no overlap.</summary>
    Replace,
}

/// <summary><c>naming_strategy</c>.</summary>
public enum NamingStrategy
{
    /// <summary>Each deployment's containers have names of their own.</summary>
    Dynamic,

    /// <summary>The container is named like the app, always.</summary>
    Static,
}

/// <summary><c>tls</c>.</summary>
public enum TlsMode
{
    /// <summary>Certificates from an ACME authority.</summary>
    Auto,

    /// <summary>Certificates from the proxy's own local authority.</summary>
    Internal,

    /// <summary>Plain HTTP.</summary>
    Off,
}

/// <summary><c>image.pull_policy</c>.</summary>
public enum PullPolicy
{
    /// <summary>Ask the registry every time.</summary>
    Always,

    /// <summary>Ask it only when the server lacks the image.</summary>
    IfMissing,

    /// <summary>Never ask; the image must be there.</summary>
    Never,
}

/// <summary><c>image.builder.push</c>: the way a built image takes.</summary>
public enum PushMode
{
    /// <summary>From the local engine straight to each server.</summary>
    Server,

    /// <summary>To a registry once, from which the servers pull.</summary>
    Registry,
}

/// <summary><c>image.history.strategy</c>.</summary>
public enum HistoryStrategy
{
    /// <summary>Replaced deployments stay on the server, stopped.</summary>
    Local,

    /// <summary>Replaced deployments' images are found again in the registry.</summary>
    Registry,

    /// <summary>Nothing of a replaced deployment is kept.</summary>
    None,
}
