using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Routing;

/// <summary>The reverse proxy's container: made once per server, started when it is stopped, connected to every network that an app uses.</summary>
internal sealed class ProxyContainer(DockerEngine engine, string image, TimeProvider time)
{
    public const string Name = "haloy-proxy";
    public const string Role = "proxy";

    /// <summary>Makes sure that it runs and is on the networks.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> EnsureAsync(IReadOnlyList<string> networks, CancellationToken ct)
    {
        var found = await FindAsync(ct);
        if (found is null)
        {
            try
            {
                var id = await CreateAsync(networks, ct);
                await StartAsync(id, ct);
                return id;
            }
            catch (DockerConflictException)
            {
                found = await AwaitAnothersAsync(ct);
            }
        }
        if (found.State != "running")
            await StartAsync(found.Id, ct);
        foreach (var network in networks.Except(found.Networks.Keys))
            await ConnectAsync(network, found.Id, ct);
        return found.Id;
    }

    private async Task ConnectAsync(string network, string id, CancellationToken ct)
    {
        try
        {
            await engine.ConnectNetworkAsync(network, id, [], null, ct);
        }
        catch (DockerEngineException e) when (e.EngineMessage.Contains("already exists in network", StringComparison.Ordinal))
        {
            // It is: a container that is just being started is listed without its networks.
        }
    }

    private async Task<ContainerSummary?> FindAsync(CancellationToken ct) =>
        (await engine.ListContainersAsync(all: true, [$"{Labels.Role}={Role}"], ct)).FirstOrDefault(c => c.Names.Contains(Name));

    // Another app's first deploy is making it at this moment; it runs as soon as it has its configuration.
    private async Task<ContainerSummary> AwaitAnothersAsync(CancellationToken ct)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await FindAsync(ct) is { State: "running" } running)
                return running;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
        }
        throw new RoutingException(
            $"The server has a container '{Name}' that does not run, or that Haloy did not make. Look at it with 'docker ps -a' there, "
            + $"remove it with 'docker rm -f {Name}', and deploy again.");
    }

    private async Task<string> CreateAsync(IReadOnlyList<string> networks, CancellationToken ct)
    {
        foreach (var volume in new[] { ProxyPaths.DataVolume, ProxyPaths.ConfigVolume })
            await engine.CreateVolumeAsync(volume, new Dictionary<string, string> { [Labels.Role] = Role }, ct);
        var id = await engine.CreateContainerAsync(Name, Creation(networks), ct);
        using var first = FirstConfig();
        await engine.PutArchiveAsync(id, ProxyPaths.Config, first, ct);
        return id;
    }

    private async Task StartAsync(string id, CancellationToken ct)
    {
        try
        {
            await engine.StartContainerAsync(id, ct);
        }
        catch (DockerEngineException e) when (PortTaken(e.Message) is { } port)
        {
            await engine.RemoveContainerAsync(id, force: true, volumes: false, CancellationToken.None);
            throw new RoutingException(
                $"The reverse proxy cannot have port {port}: something else on the server listens there. Stop it (find it with "
                + $"'ss -ltnp sport = :{port}' on the server), then deploy again.", e);
        }
    }

    /// <summary>What the container is.</summary>
    internal ContainerCreation Creation(IReadOnlyList<string> networks) => new()
    {
        Image = image,
        Cmd = ["sh", "-c", ProxyMinder.Script],
        StopSignal = "SIGINT",
        Env = ["XDG_DATA_HOME=/data", "XDG_CONFIG_HOME=/config"],
        Labels = new Dictionary<string, string> { [Labels.Role] = Role, [ProxyMinder.Label] = "1" },
        ExposedPorts = ["80/tcp", "443/tcp", "443/udp"],
        HostConfig = new()
        {
            Binds = [$"{ProxyPaths.DataVolume}:{ProxyPaths.Data}", $"{ProxyPaths.ConfigVolume}:{ProxyPaths.Config}"],
            PortBindings = [new("80/tcp", 80), new("443/tcp", 443), new("443/udp", 443)],
            RestartPolicy = new("always"),
        },
        Networks = [.. networks.Select(n => new NetworkAttachment(n, []))],
    };

    private static MemoryStream FirstConfig()
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var folder = Path.GetDirectoryName(ProxyPaths.FirstConfig)!;
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder + "/") { Mode = (UnixFileMode)0b111_101_101 });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, ProxyPaths.FirstConfig)
            {
                Mode = (UnixFileMode)0b110_100_100,
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(ProxyConfig.Empty.ToJson().ToJsonString())),
            });
        }
        tar.Position = 0;
        return tar;
    }

    private static string? PortTaken(string message) =>
        message.Contains("address already in use", StringComparison.Ordinal) || message.Contains("port is already allocated", StringComparison.Ordinal)
            ? message.Contains(":443", StringComparison.Ordinal) ? "443" : "80"
            : null;
}
