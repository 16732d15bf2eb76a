using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Performs the steps that put things back. What failed may be the engine itself, while it is restarted: a step that it
/// does not carry out is tried again until it had the time to come up. What it was told after it was told to stop, on
/// connections that it had, it forgets; so every step goes over a new one, and all are repeated if it takes none at the end.
/// </summary>
internal sealed class WayBack(TargetRun run, StepPerformer performer, DeployLock held)
{
    /// <summary>An engine that stops has its containers ten seconds to end; then it, and the proxy, come up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long _begun = run.Time.GetTimestamp();
    private bool _isTold;

    /// <summary>Performs them.</summary>
    public async Task GoAsync(EquatableArray<Step> steps, CancellationToken ct)
    {
        do
        {
            run.Engine.RenewConnections();
            foreach (var step in steps)
                await run.Clock.DoAsync("undo: " + PlanPrinter.Describe(step, run.Target), () => InsistAsync(() => performer.PerformAsync(step, ct), ct));
        }
        while (!await StaysAsync(ct));
    }

    private async Task InsistAsync(Func<Task> action, CancellationToken ct)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                if (isAgain)
                    await held.KeepAsync(ct);
                await action();
                return;
            }
            catch (Exception e) when (MayPass(e))
            {
                if (!_isTold)
                    run.Clock.Tell(new DeploymentEvent.Warned("The way back is tried again until the engine and the proxy answer, for a minute at most."));
                _isTold = true;
                await Task.Delay(Pause, run.Time, ct);
            }
        }
    }

    private async Task<bool> StaysAsync(CancellationToken ct)
    {
        try
        {
            await run.Engine.KnockAsync(ct);
            return true;
        }
        catch (DockerUnreachableException e) when (MayPass(e))
        {
            await InsistAsync(() => run.Engine.KnockAsync(ct), ct);
            return false;
        }
    }

    private bool MayPass(Exception e) =>
        e is DockerEngineException and not DockerNotFoundException or RoutingException or IOException
        && run.IsConnected && run.Time.GetElapsedTime(_begun) < Patience;
}
