using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Stops a target's app: its hosts answer 503 first, then its requests in flight are waited for, then it stops.</summary>
internal static class Stopper
{
    public static async Task<StopResult> StopAsync(TargetSpec target, DeployServer server, StopOptions options, RunContext context, CancellationToken ct)
    {
        var engine = server.Engine;
        var door = server.Door;
        if (!await HasAnythingAsync(target, engine, options, ct))
            return new(target.Key, target.Server.Text, 0, 0);
        await using var held = await AppLock.TakeAsync(target, server, context, ct);
        var survey = await Survey.TakeAsync(engine, target.Name, door, held, ct);
        var own = survey.Server.ContainersOf(target.Name);
        var running = own.Where(c => c.Running).ToEquatableArray();
        if (survey.Proxy.RouteOf(target.Name) is not null)
        {
            await door.Router.CloseAsync(target.Name, ct);
            await door.Router.DrainAsync(running.Where(c => c.Address.Length > 0).Select(c => c.AsMember(target)), target.DrainSeconds, ct);
        }
        await Task.WhenAll(running.Select(c => engine.StopContainerAsync(c.Id, TimeSpan.FromSeconds(target.StopGraceSeconds), ct)));
        await VerifyAsync(target, engine, ct);
        if (!options.RemoveContainers)
            return new(target.Key, target.Server.Text, running.Count, 0);
        await Task.WhenAll(own.Select(c => engine.RemoveContainerAsync(c.Id, force: true, volumes: true, ct)));
        var volumes = options.RemoveVolumes ? await OwnVolumesAsync(engine, target, ct) : [];
        foreach (var volume in volumes)
            await engine.RemoveVolumeAsync(volume, ct);
        return new(target.Key, target.Server.Text, running.Count, own.Count) { Volumes = volumes };
    }

    // A server that never saw the app is not made to hold a lock for it.
    private static async Task<bool> HasAnythingAsync(TargetSpec target, DockerEngine engine, StopOptions options, CancellationToken ct) =>
        (await engine.ListContainersAsync(all: true, [$"{Labels.App}={target.Name}", Labels.Deployment], ct)).Count > 0
        || (options.RemoveVolumes && (await OwnVolumesAsync(engine, target, ct)).Count > 0);

    private static async Task VerifyAsync(TargetSpec target, DockerEngine engine, CancellationToken ct)
    {
        var left = await engine.ListContainersAsync(all: false, [$"{Labels.App}={target.Name}", Labels.Deployment], ct);
        if (left.Count > 0)
            throw new StepException($"{target.Key} still runs on {target.Server} after it was stopped: {string.Join(", ", left.SelectMany(c => c.Names))}.");
    }

    // Only what carries the app's label: a volume that somebody else made may hold what somebody else needs.
    private static async Task<IReadOnlyList<string>> OwnVolumesAsync(DockerEngine engine, TargetSpec target, CancellationToken ct) =>
        [.. (await engine.ListVolumesAsync(ct)).Where(v => v.Labels.GetValueOrDefault(Labels.App) == target.Name).Select(v => v.Name)];
}
