using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text.Json.Serialization;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>How servers are reached. It holds a private key, so it never prints its contents.</summary>
public sealed record ServerSettings
{
    /// <summary>The value of <see cref="RemoteSocket"/> and <see cref="LocalSocket"/> where nothing else is said.</summary>
    public const string DefaultSocket = "/var/run/docker.sock";

    /// <summary>The variable that carries a private key's text.</summary>
    public const string PrivateKeyVariable = "SSH_PRIVATE_KEY";

    /// <summary>The variable that carries lines for known_hosts.</summary>
    public const string KnownHostsVariable = "HALOY_KNOWN_HOSTS";

    /// <summary>An ssh_config to use instead of the user's own; null: the user's own.</summary>
    public string? SshConfigFile { get; init; }

    /// <summary>The Unix socket on the server that streams lead to.</summary>
    public string RemoteSocket { get; init; } = DefaultSocket;

    /// <summary>This machine's socket: a path, <c>unix://path</c> or <c>tcp://host:port</c>.</summary>
    public string LocalSocket { get; init; } = DefaultSocket;

    /// <summary>How long connecting may take, logging in not counted.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long logging in may take once connected; a hardware key may wait for a touch.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Variables set for ssh over those that it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The OpenSSH client: a name found in PATH, or a path.</summary>
    public string SshExecutable { get; init; } = "ssh";

    /// <summary>The text of a private key to log in with, from <c>SSH_PRIVATE_KEY</c>; null: the user's own keys and agent.</summary>
    [JsonIgnore]
    public string? PrivateKey { get; init; }

    /// <summary>Lines in the format of known_hosts, from <c>HALOY_KNOWN_HOSTS</c>, believed beside the user's own; null: none.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>Where private directories are made; null: <c>XDG_RUNTIME_DIR</c> if it is fit, otherwise <c>/tmp</c>.</summary>
    public string? RuntimeDirectory { get; init; }

    /// <summary>
    /// Takes the key and the known hosts from variables, as a CI job hands them in: the text itself, or the path of a file
    /// that holds it (GitLab's variables of type File). Empty ones count as absent.
    /// </summary>
    /// <param name="variables">The environment.</param>
    public ServerSettings WithKeysFrom(IReadOnlyDictionary<string, string> variables)
    {
        return this with
        {
            PrivateKey = Find(PrivateKeyVariable) ?? PrivateKey,
            KnownHosts = Find(KnownHostsVariable) ?? KnownHosts,
        };

        string? Find(string name) =>
            !variables.TryGetValue(name, out var value) || string.IsNullOrWhiteSpace(value) ? null
            : Path.IsPathRooted(value) && File.Exists(value) ? File.ReadAllText(value)
            : value;
    }

    /// <summary>Before a server is bothered with what was handed in.</summary>
    /// <exception cref="ServerUnreachableException">The key cannot be used, or the ssh_config is not there.</exception>
    internal void ThrowIfUnusable(ServerAddress address)
    {
        if (PrivateKey is { } key && PrivateKeyText.Problem(key) is { } problem)
            throw SshFailure.UnusableKey(address, problem.What, problem.Remedy);
        // A file that is included and missing is none to ssh.
        if (SshConfigFile is { } config && (PrivateKey ?? KnownHosts) is not null && !File.Exists(config))
            throw SshFailure.Explain(address, this, [$"Can't open user config file {config}: No such file or directory"], 255);
    }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ServerSettings);
}
