using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>The deploy lock, for what changes an app without deploying it.</summary>
internal static class AppLock
{
    /// <summary>Takes it, waiting for whoever has it; the image that it needs is brought where it is missing.</summary>
    public static async Task<DeployLock> TakeAsync(TargetSpec target, DeployServer server, RunContext context, CancellationToken ct)
    {
        if (await new Preflight(server, [], context.Settings.ProxyImage).ProxyImageProblemAsync(ct) is { } problem)
            throw new PreflightException([$"{target.Server}: {problem}"]);
        return await TakeAsync(target.Name, target.Key, context.Settings.ProxyImage, server, context, ct);
    }

    /// <summary>Takes an app's lock with an image that is there.</summary>
    public static async Task<DeployLock> TakeAsync(string app, string? target, string image, DeployServer server, RunContext context, CancellationToken ct)
    {
        var held = await DeployLock.TakeAsync(server.Engine, app, image, context.Settings.Holder, context.Settings.LockWait,
            holder => context.Observer.On(new DeploymentEvent.WaitingForLock(holder) { Target = target }), context.Time, ct);
        try
        {
            await held.StandsAsync(ct);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }
}
