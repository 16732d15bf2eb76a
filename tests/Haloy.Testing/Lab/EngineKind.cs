namespace Haloy.Testing.Lab;

/// <summary>Which engine a machine of the lab runs.</summary>
public enum EngineKind
{
    /// <summary>This machine's own: Debian 12's 20.10, which keeps images itself (overlay2).</summary>
    Installed,

    /// <summary>A recent one that keeps images itself, as engines do that were upgraded.</summary>
    RecentOverlay,

    /// <summary>A recent one that keeps images in containerd, as fresh installations do.</summary>
    RecentContainerd,

    /// <summary>None: what stands at the machine's <see cref="TestEngine.DockerSocket"/>, a fake one for example, is taken for it.</summary>
    None,
}
