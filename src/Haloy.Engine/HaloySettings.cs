using System;
using System.Collections.Generic;

namespace Haloy.Engine;

/// <summary>What a host of the engine decides for a run: everything that is not in <c>haloy.yaml</c>.</summary>
public sealed record HaloySettings
{
    /// <summary>The full path of the configuration.</summary>
    public required string ConfigurationFile { get; init; }

    /// <summary>An ssh_config to use instead of the user's own (<c>ssh -F</c>); null: the user's own.</summary>
    public string? SshConfigFile { get; init; }

    /// <summary>How many servers are worked on at once.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>How long to wait for another deploy of the same app.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Whether requests are made through the public route during the switch, so that a lost one fails the deploy.</summary>
    public bool Prove { get; init; }

    /// <summary>The reverse proxy's image.</summary>
    public string ProxyImage { get; init; } = "caddy:2";

    /// <summary>The directory of the certificate authority for <c>tls: auto</c>, a URL; null: the proxy's own choice, public ones.</summary>
    public string? AcmeDirectory { get; init; }

    /// <summary>The environment of the process: variables for hooks, builds, <c>from.env</c> and <c>DOCKER_HOST</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Looks up a <c>[Secret]</c> parameter of the build by name; null: there are none.</summary>
    public Func<string, string?>? NukeParameter { get; init; }

    /// <summary>Who runs this, for those who wait for the lock: user, machine, CI run.</summary>
    public string Holder { get; init; } = "someone";
}
