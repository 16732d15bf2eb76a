using System;
using System.IO;
using System.Linq;
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
internal sealed class WayBack(TargetRun run, DeploymentPlan plan, StepPerformer performer, DeployLock held)
{
    /// <summary>An engine that stops has its containers ten seconds to end; then it, and the proxy, come up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long _begun = run.Time.GetTimestamp();
    private bool _isTold;

    /// <summary>Performs them.</summary>
    /// <returns>Whether the old version is back; otherwise another deploy was there meanwhile, and what that brought stays.</returns>
    public async Task<bool> GoAsync(EquatableArray<Step> steps, CancellationToken ct)
    {
        var isOvertaken = false;
        if (held.IsLost)
            await InsistAsync(async () => isOvertaken = await IsOvertakenAsync(ct), ct);
        if (isOvertaken)
        {
            await InsistAsync(() => performer.PerformAsync(new Step.Discard(plan.Incoming.Where(i => i.Kept is null).ToEquatableArray()), ct), ct);
            return false;
        }
        do
        {
            run.Engine.RenewConnections();
            foreach (var step in steps)
                await run.Clock.DoAsync("undo: " + PlanPrinter.Describe(step, run.Target), () => InsistAsync(() => performer.PerformAsync(step, ct), ct));
        }
        while (!await StaysAsync(ct));
        return true;
    }

    /// <summary>Takes the lock again. Whoever had it meanwhile has stopped what served, and taken what this deploy has begun for leftovers.</summary>
    private async Task<bool> IsOvertakenAsync(CancellationToken ct)
    {
        await held.KeepAsync(ct);
        var now = (await run.SurveyAsync(held, ct)).Server;
        var before = plan.Situation;
        var known = before.Completed.Append(plan.Deployment)
            .Concat(before.Outgoing.Concat(before.Kept).Concat(before.Leftovers).Select(c => c.Deployment)).ToHashSet();
        var routable = before.Outgoing.Select(c => c.Address).Concat(plan.Incoming.Select(i => i.Address)).ToHashSet();
        return !known.IsSupersetOf(now.Completed.Concat(now.ContainersOf(run.Target.Name).Select(c => c.Deployment))) || !routable.IsSupersetOf(now.Routed);
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
