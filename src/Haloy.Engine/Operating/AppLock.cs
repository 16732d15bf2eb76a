using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>The deploy lock, for what changes an app without deploying it.</summary>
internal static class AppLock
{
    /// <summary>Takes it, waiting for whoever has it; the image that it may need is brought where it is missing.</summary>
    public static async Task<DeployLock> TakeAsync(TargetSpec target, DeployServer server, RunContext context, CancellationToken ct)
    {
        if (await new Preflight(server, [], context.Settings.ProxyImage).ProxyImageProblemAsync(ct) is { } problem)
            throw new PreflightException([$"{target.Server}: {problem}"]);
        return await TakeAsync(context.LockOf(target.Name, holder => context.Observer.On(new DeploymentEvent.WaitingForLock(holder) { Target = target.Key })), server, context, ct);
    }

    /// <summary>Takes a lock whose image is there. It counts once a survey under it was taken.</summary>
    public static async Task<DeployLock> TakeAsync(LockOrder order, DeployServer server, RunContext context, CancellationToken ct)
    {
        var held = await DeployLock.TakeAsync(server.Engine, server.Door, order, context.Time, ct);
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
