using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>What a server needs before anything slow begins. What is missing and harmless to bring, such as the proxy's image, is brought.</summary>
/// <param name="server">The server.</param>
/// <param name="targets">The targets that are about to be deployed there; none: it is only prepared for some.</param>
/// <param name="proxyImage">The reverse proxy's image.</param>
internal sealed class Preflight(DeployServer server, IReadOnlyList<TargetSpec> targets, string proxyImage)
{
    /// <summary>With less room on its disk a server cannot do anything useful.</summary>
    private const long LeastRoom = 100_000_000;

    /// <summary>Looks.</summary>
    /// <returns>Everything that is in the way of deploying there, a text each.</returns>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken ct)
    {
        if (server.Info.OsType != "linux")
            return [$"its engine runs {server.Info.OsType} containers; only linux is supported. Docker Desktop: switch to Linux containers."];
        var image = ProxyImageProblemAsync(ct);
        var disk = DiskProblemAsync(ct);
        var door = await DoorProblemsAsync(ct);
        string?[] found = [.. targets.Select(PlatformProblem), .. door, await image, await disk];
        return [.. found.OfType<string>().Distinct()];
    }

    private string? PlatformProblem(TargetSpec target) =>
        target.Image.Builder?.Platform is { } wanted && !Platforms.CanRun(server.Platform, wanted)
            ? $"{target.Key} is built for {wanted}, and this server runs {server.Platform}. Leave `platform` out of the builder: images are then built for what their server runs."
            : null;

    /// <summary>Whether the proxy can have its ports, and the targets their hosts.</summary>
    private async Task<IEnumerable<string>> DoorProblemsAsync(CancellationToken ct)
    {
        var needsProxy = targets.Count == 0 || targets.Any(Planner.NeedsProxy);
        if (!needsProxy)
            return [];
        await using var door = new ProxyDoor(server.Engine);
        var containers = await server.Engine.ListContainersAsync(all: true, [], ct);
        var proxy = containers.FirstOrDefault(c => c.Labels.GetValueOrDefault(Labels.Role) == ProxyContainer.Role);
        if (proxy is not { State: "running" })
            return await TakenPorts.FindAsync(server, containers, ct);
        if (targets.All(t => t.Domains.Count == 0))
            return [];
        var routed = new Survey(new ObservedServer(), await door.At(proxy.Id).SurveyAsync(targets[0].Name, ct));
        return targets.SelectMany(target => routed.TakenHosts(target).Select(sentence => $"{target.Key}: {sentence}"));
    }

    // The proxy sees the disk; a server without one has nothing deployed yet.
    private async Task<string?> DiskProblemAsync(CancellationToken ct)
    {
        var disk = new DiskSpace(server.Engine);
        return await disk.FreeAsync(ProxyContainer.Name, ct) is { } free && free < LeastRoom
            ? $"its disk is full: {DiskSpace.Megabytes(free)} are left, and a deploy needs {DiskSpace.Megabytes(LeastRoom)} at the least. {await disk.FreeableAsync(ct)}"
            : null;
    }

    /// <summary>Brings the proxy's image where it is missing.</summary>
    /// <returns>Why that cannot be done; null: it is there.</returns>
    internal async Task<string?> ProxyImageProblemAsync(CancellationToken ct)
    {
        if (await server.Engine.FindImageAsync(proxyImage, ct) is not null)
            return null;
        try
        {
            await server.Engine.PullImageToEndAsync(proxyImage, null, null, ct);
            return null;
        }
        catch (DockerEngineException e)
        {
            return $"it has no image {proxyImage} for the reverse proxy and could not pull it: {e.Message} Load it there, or name another with --haloy-proxy-image.";
        }
    }
}
