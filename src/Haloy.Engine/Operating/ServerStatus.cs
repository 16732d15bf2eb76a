using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Operating;

/// <summary>A server of the file, or one that was added.</summary>
public sealed record ServerStatus
{
    /// <summary>The server's address.</summary>
    public required string Server { get; init; }

    /// <summary>The names that were stored for it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The file's targets that are deployed to it.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Why it could not be looked at; null: it was.</summary>
    public string? Error { get; init; }

    /// <summary>How long reaching it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The engine's version.</summary>
    public string? Engine { get; init; }

    /// <summary>What its images are built for, such as <c>linux/amd64</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The reverse proxy; null: there is none.</summary>
    public ProxyStatus? Proxy { get; init; }

    /// <summary>The apps that were deployed to it, of other files too.</summary>
    public IReadOnlyList<AppOnServer> Apps { get; init; } = [];

    /// <summary>Its disk; null: this login may not look.</summary>
    public DiskSpace? Disk { get; init; }

    internal static async Task<ServerStatus> ReadAsync(ServerStatus about, DeployServer server, CancellationToken ct)
    {
        var disk = DiskSpace.OfAsync(server, ct);
        var containers = await server.Engine.ListContainersAsync(all: true, [], ct);
        var proxy = containers.FirstOrDefault(c => c.Labels.GetValueOrDefault(Labels.Role) == ProxyContainer.Role);
        return about with
        {
            Engine = server.Info.ServerVersion,
            Platform = server.Platform,
            Proxy = proxy is null ? null : await ProxyAsync(server.Engine, proxy, ct),
            Apps = [.. containers.Where(c => c.Labels.ContainsKey(Labels.App) && c.Labels.ContainsKey(Labels.Deployment))
                .GroupBy(c => c.Labels[Labels.App]).OrderBy(app => app.Key, StringComparer.Ordinal)
                .Select(app => new AppOnServer(app.Key, app.Count(c => c.State == "running"), app.Count(c => c.State != "running")))],
            Disk = await disk,
        };
    }

    private static async Task<ProxyStatus> ProxyAsync(DockerEngine engine, ContainerSummary proxy, CancellationToken ct)
    {
        if (proxy.State != "running")
            return new(false, proxy.Status, proxy.Image, null);
        var serving = ServingImage.ReadAsync(engine, proxy, ct);
        // v2.11.4 h1:…
        var told = await engine.RunAsync(proxy.Id, ["caddy", "version"], null, ct);
        return new(true, proxy.Status, (await serving).Name, told.ExitCode == 0 ? told.Output.Split(' ', '\n')[0].TrimStart('v') : null);
    }
}

/// <summary>A server's reverse proxy.</summary>
/// <param name="Running">Whether it runs.</param>
/// <param name="Status">The engine's word, such as <c>Up 3 minutes</c>.</param>
/// <param name="Image">The image whose Caddy serves.</param>
/// <param name="Version">Its version; null: it does not run, or does not tell.</param>
public sealed record ProxyStatus(bool Running, string Status, string Image, string? Version);

/// <summary>An app on a server.</summary>
/// <param name="App">Its name.</param>
/// <param name="Running">How many of its containers run.</param>
/// <param name="Kept">How many are kept to roll back to.</param>
public sealed record AppOnServer(string App, int Running, int Kept);

/// <summary>A name that was taken away.</summary>
/// <param name="Name">The name.</param>
/// <param name="Server">What it stood for.</param>
public sealed record RemovedServer(string Name, string Server);
