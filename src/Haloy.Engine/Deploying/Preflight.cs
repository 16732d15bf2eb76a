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
        var containers = server.Engine.ListContainersAsync(all: true, [], ct);
        var proxy = await server.Door.SurveyAsync([.. targets.Select(t => t.Name).DefaultIfEmpty(Defaults.Network)], Survey.ProxyAmongAsync(containers), ct);
        var door = await DoorProblemsAsync(await containers, proxy, ct);
        string?[] found = [.. targets.Select(PlatformProblem), .. door, await image, await DiskProblemAsync(DiskSpace.Parse(proxy?.Values.First().Disk ?? ""), ct)];
        return [.. found.OfType<string>().Distinct()];
    }

    private string? PlatformProblem(TargetSpec target) =>
        target.Image.Builder?.Platform is { } wanted && !Platforms.CanRun(server.Platform, wanted)
            ? $"{target.Key} is built for {wanted}, and this server runs {server.Platform}. Leave `platform` out of the builder: images are then built for what their server runs."
            : null;

    /// <summary>Whether the proxy can have its ports, and the targets their hosts.</summary>
    private async Task<IEnumerable<string>> DoorProblemsAsync(
        IReadOnlyList<ContainerSummary> containers, IReadOnlyDictionary<string, ProxyState>? proxy, CancellationToken ct)
    {
        if (targets.Count > 0 && !targets.Any(Planner.NeedsProxy))
            return [];
        return proxy is null ? await TakenPorts.FindAsync(server, containers, ct)
            : targets.SelectMany(target => new Survey(new(), proxy[target.Name]).TakenHosts(target).Select(sentence => $"{target.Key}: {sentence}"));
    }

    // The proxy sees the disk; a server without one has nothing deployed yet.
    private async Task<string?> DiskProblemAsync(long? free, CancellationToken ct) => free < LeastRoom
        ? $"its disk is full: {DiskSpace.Megabytes(free.Value)} are left, and a deploy needs {DiskSpace.Megabytes(LeastRoom)} at the least. {await new DiskSpace(server.Engine).FreeableAsync(ct)}"
        : null;

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
