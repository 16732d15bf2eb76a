using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Stops a target's app: its hosts answer 503 first, then its requests in flight are waited for, then it stops.</summary>
internal static class Stopper
{
    public static async Task<StopResult> StopAsync(TargetSpec target, DeployServer server, StopOptions options, RunContext context, CancellationToken ct)
    {
        var engine = server.Engine;
        await using var door = new ProxyDoor(engine);
        await using var held = await DeployLock.TakeAsync(engine, target.Name, context.Settings.ProxyImage, context.Settings.Holder, context.Settings.LockWait,
            holder => context.Observer.On(new DeploymentEvent.WaitingForLock(holder) { Target = target.Key }), context.Time, ct);
        var survey = await Survey.TakeAsync(engine, target.Name, door, ct);
        var own = survey.Server.ContainersOf(target.Name);
        var running = own.Where(c => c.Running).ToList();
        if (survey.Proxy.RouteOf(target.Name) is not null)
        {
            await door.Router.CloseAsync(target.Name, ct);
            await door.Router.DrainAsync(running.Where(c => c.Address.Length > 0).Select(c => c.AsMember(target)), target.DrainSeconds, ct);
        }
        await Task.WhenAll(running.Select(c => engine.StopContainerAsync(c.Id, TimeSpan.FromSeconds(target.StopGraceSeconds), ct)));
        if (!options.RemoveContainers)
            return new(target.Key, target.Server.Text, running.Count, 0);
        await Task.WhenAll(own.Select(c => engine.RemoveContainerAsync(c.Id, force: true, volumes: true, ct)));
        if (options.RemoveVolumes)
            foreach (var volume in await OwnVolumesAsync(engine, target, ct))
                await engine.RemoveVolumeAsync(volume, ct);
        return new(target.Key, target.Server.Text, running.Count, own.Count);
    }

    // Only what carries the app's label: a volume that somebody else made may hold what somebody else needs.
    private static async Task<IEnumerable<string>> OwnVolumesAsync(DockerEngine engine, TargetSpec target, CancellationToken ct) =>
        (await engine.ListVolumesAsync(ct)).Where(v => v.Labels.GetValueOrDefault(Labels.App) == target.Name).Select(v => v.Name);
}
