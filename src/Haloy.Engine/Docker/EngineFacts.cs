using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>The engine and the machine that it runs on.</summary>
public sealed record EngineFacts
{
    /// <summary>The engine's own id, kept across restarts.</summary>
    public string Id { get; init; } = "";

    /// <summary>The machine's host name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The engine's version, for example <c>28.5.2</c>.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>The machine's architecture as the kernel names it, for example <c>x86_64</c> or <c>aarch64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>What containers run on, for example <c>linux</c>.</summary>
    public string OsType { get; init; } = "";

    /// <summary>The distribution, for example <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>The storage driver, for example <c>overlay2</c> or <c>overlayfs</c>.</summary>
    public string Driver { get; init; } = "";

    /// <summary>What the storage driver says of itself, in its order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> DriverStatus { get; init; } = [];

    /// <summary>The logging driver of containers that do not choose one.</summary>
    public string DefaultLoggingDriver { get; init; } = "";

    /// <summary>The state of this node in a swarm, for example <c>inactive</c>; null where the engine does not say.</summary>
    public string? Swarm { get; init; }

    /// <summary>Security options, for example <c>name=rootless</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>Where the engine keeps its state.</summary>
    public string DockerRootDir { get; init; } = "";

    /// <summary>How many processors the machine has.</summary>
    public int NCpu { get; init; }

    /// <summary>The machine's memory in bytes.</summary>
    public long MemTotal { get; init; }

    /// <summary>What the machine's clock said; null where the engine does not say.</summary>
    public DateTimeOffset? SystemTime { get; init; }
}
