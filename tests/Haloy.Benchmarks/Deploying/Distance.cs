using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>Servers of a lab as they are from far away: an ssh configuration that leads through a relay to each.</summary>
internal sealed class Distance : IAsyncDisposable
{
    private readonly IReadOnlyList<DelayRelay> _relays;

    private Distance(string sshConfigFile, IReadOnlyList<DelayRelay> relays)
    {
        SshConfigFile = sshConfigFile;
        _relays = relays;
    }

    public string SshConfigFile { get; }

    /// <param name="lab">Where they are.</param>
    /// <param name="servers">Which.</param>
    /// <param name="roundTrip">How far.</param>
    /// <param name="folder">Where the configuration is written.</param>
    public static async Task<Distance> ToAsync(TestLab lab, IReadOnlyList<string> servers, TimeSpan roundTrip, string folder)
    {
        var relays = servers.Select(server => DelayRelay.Before(lab[server].Address, roundTrip)).ToList();
        var hosts = servers.Zip(relays, (server, relay) => $"Host {server}\n  HostName 127.0.0.1\n  Port {relay.Port}\n  HostKeyAlias {lab[server].Address}\n");
        var file = Path.Combine(folder, "ssh_config");
        await File.WriteAllTextAsync(file, $"{string.Concat(hosts)}Host *\nInclude \"{lab.SshConfigFile}\"\n");
        return new(file, relays);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
            await relay.DisposeAsync();
    }
}
