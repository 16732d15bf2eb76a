using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Makes a server one that can be deployed to: its host key is accepted, it is checked, and what all apps share is made.</summary>
internal sealed class ServerAddition(
    HaloySettings settings, ServerAliases names, IDeploymentObserver observer, Func<HostKeyQuestion, CancellationToken, Task<bool>>? consent, TimeProvider time)
{
    private readonly ServerSettings _reaching = ServerSettingsOf.These(settings);

    public async Task<AddedServer> AddAsync(AddServerOptions options, CancellationToken ct)
    {
        var name = options.Name is null ? null : ServerAliases.Checked(options.Name);
        var known = names.Read();
        var address = Find(options.Server, known);
        if (name is not null && address.IsLocal)
            throw new ServerAliasException("'localhost' needs no name: it is this machine wherever the build runs.");

        var (accepted, file) = address.IsLocal ? default : await AcceptAsync(address, options.Fingerprint, ct);
        var started = time.GetTimestamp();
        await using var server = await DeployServer.ReachAsync(address, _reaching, time, asked: null, toProxy: true, ct);
        observer.On(new DeploymentEvent.ServerReached(address.Text, server.Info.ServerVersion, server.Platform, time.GetElapsedTime(started)));
        var disk = await CheckAsync(server, ct);
        var ran = await PrepareAsync(server, ct);

        // Not as it was typed: a name that stands for a name would go with it.
        var stands = address.Canonical;
        var before = name is null ? null : known.GetValueOrDefault(name)?.Canonical;
        if (name is not null)
            names.Store(name, stands);
        return new()
        {
            Server = options.Server,
            Name = name,
            NameWasFor = before == stands ? null : before,
            AcceptedKey = accepted?.Key,
            StoredIn = file,
            Engine = server.Info.ServerVersion,
            Platform = server.Platform,
            Disk = disk,
            ProxyRan = ran,
        };
    }

    private static ServerAddress Find(string text, IReadOnlyDictionary<string, ServerAddress> known)
    {
        var stated = ServerAddress.Read(text, out var problem) ?? throw new PreflightException([$"--server: {problem}"]);
        return known.GetValueOrDefault(stated.Host) is { } named ? named.For(stated) : stated;
    }

    /// <summary>Sees to it that ssh knows the server's key, and has somebody's consent to it.</summary>
    private async Task<(OfferedHostKey? Key, string? File)> AcceptAsync(ServerAddress address, string? fingerprint, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            return default; // Reaching it says why not.
        // Also of a server that is known: the fingerprint may say that it is not the one that was meant.
        var expected = fingerprint is null ? null : await HostKeyProbe.FindAsync(address, fingerprint, _reaching, time, ct);
        if (!await IsUnknownAsync(address, ct))
            return default;
        var offered = expected ?? await HostKeyProbe.AskAsync(address, _reaching, time, ct);
        if (expected is null && (consent is null || !await consent(new(address.Text, offered.Key), ct)))
            throw HostKeyRefusedException.Of(address, offered.Key, wasAsked: consent is not null, _reaching);
        return (offered, await KnownHosts.AddAsync(address, offered, _reaching, ct));
    }

    private async Task<bool> IsUnknownAsync(ServerAddress address, CancellationToken ct)
    {
        try
        {
            await (await ServerConnection.OpenAsync(address, _reaching, time, ct)).DisposeAsync();
            return false;
        }
        catch (ServerUnreachableException e) when (e.Reason == UnreachableReason.UnknownHostKey)
        {
            return true;
        }
    }

    private async Task<DiskSpace?> CheckAsync(DeployServer server, CancellationToken ct)
    {
        var problems = new List<string>();
        var disk = await DiskSpace.OfAsync(server, ct);
        if (disk is { Free: < DiskSpace.Least })
            problems.Add($"only {disk.Free / 1_000_000} MB of {disk.Total / 1_000_000} MB are free in {server.Info.DockerRootDir}: too little for an image. Make room there: docker system prune.");
        problems.AddRange(await new Preflight(server, [], settings.ProxyImage).FindProblemsAsync(ct));
        return problems.Count == 0 ? disk : throw new PreflightException([.. problems.Select(problem => $"server {server.Address}: {problem}")]);
    }

    /// <returns>Whether the proxy ran already.</returns>
    private async Task<bool> PrepareAsync(DeployServer server, CancellationToken ct)
    {
        var survey = await Survey.TakeAsync(server.Engine, Defaults.Network, server.Door, ct);
        if (survey.Server.Networks.All(network => network.Name != Defaults.Network))
            await new NetworkMaker(server.Engine, time).MakeAsync(SharedNetwork.On(survey.Server), ct);
        var proxy = await new ProxyContainer(server.Engine, settings.ProxyImage, time).EnsureAsync([Defaults.Network], ct);
        await server.Door.At(proxy).AwaitUpAsync(ct);
        return survey.Server.Proxy is { Running: true };
    }
}

/// <summary>Nobody has said that a host key is the server's.</summary>
public sealed class HostKeyRefusedException : HaloyException
{
    private HostKeyRefusedException(string message) : base(message) { }

    internal static HostKeyRefusedException Of(ServerAddress server, HostKey key, bool wasAsked, ServerSettings settings) => new(wasAsked
        ? $"server {server}: its host key {key} was not accepted; nothing was stored."
        : $"server {server}: its host key is not known yet, and nobody can be asked here. It shows {key}.\n"
            + "Compare that with the server's own (there: for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $f; done) and, if it is the same, accept it with:\n"
            + $"    {SshFailure.AddServer(server, settings)} --server-fingerprint {key.Fingerprint}");
}
