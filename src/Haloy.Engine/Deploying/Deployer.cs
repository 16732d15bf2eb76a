using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Images;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Deploys one target to its server, in the order of spec/deploying.md §2.5. What fails is undone; what served goes on
/// serving.
/// </summary>
internal sealed class Deployer(TargetRun run)
{
    /// <summary>How long the way back may take when the run itself was cancelled.</summary>
    private static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(5);

    private readonly List<Step> _begun = [];

    /// <summary>Brings a new deployment.</summary>
    /// <exception cref="HaloyException">It failed; see <see cref="TargetRun.Outcome"/> for what serves.</exception>
    public async Task DeployAsync(CancellationToken ct)
    {
        run.Begin();
        await using var held = await run.TakeLockAsync(ct);
        var (survey, plan, image) = await PrepareAsync(held, ct);
        await run.RunHooksAsync("pre_deploy", run.Target.PreDeploy, ct);
        await PerformAsync(plan, run.PerformerOf(plan, survey, await run.FactoryForAsync(image, ct)), held, ct);
        await run.RunHooksAsync("post_deploy", run.Target.PostDeploy, ct);
    }

    /// <summary>Looks, plans and brings the image; whether the image is there already is looked for meanwhile.</summary>
    private async Task<(Survey Survey, DeploymentPlan Plan, DeliveredImage Image)> PrepareAsync(DeployLock held, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var planned = new TaskCompletionSource();
        var image = run.BringImageAsync(held, planned.Task, stop.Token);
        try
        {
            var survey = await run.SurveyAsync(held, ct);
            survey.RefuseTakenHosts(run.Target);
            var plan = Planner.Deploy(run.Target, survey.Server, run.Deployment);
            planned.SetResult();
            return (survey, plan, await image);
        }
        catch
        {
            await stop.CancelAsync();
            await IgnoreAsync(image);
            throw;
        }
    }

    /// <summary>Brings a kept deployment back.</summary>
    /// <param name="wanted">Which; null: the one before the current.</param>
    /// <param name="ct">Ends it; what served is put back.</param>
    public async Task RollbackAsync(DeploymentId? wanted, CancellationToken ct)
    {
        await using var held = await run.TakeLockAsync(ct);
        var survey = await run.SurveyAsync(held, ct);
        var plan = Planner.Rollback(run.Target, survey.Server, wanted);
        run.Begin(back: plan.Deployment);
        await PerformAsync(plan, run.PerformerOf(plan, survey, run.FactoryForKept(plan)), held, ct);
    }

    private async Task PerformAsync(DeploymentPlan plan, StepPerformer performer, DeployLock held, CancellationToken ct)
    {
        try
        {
            if (plan.ServesThroughout)
                await run.Proof.BeginAsync(ct);
            foreach (var step in plan.Steps)
            {
                ct.ThrowIfCancellationRequested();
                held.ThrowIfLost();
                // New containers may start while the lock still does. All else waits for it: a step may touch what serves.
                if (step is not Step.Start)
                    await held.StandsAsync(ct);
                _begun.Add(step);
                var performing = run.Clock.DoAsync(PlanPrinter.Describe(step, run.Target), () => performer.PerformAsync(step, ct));
                // The note can be taken back, so it is made while the old containers stop. What is removed afterwards cannot.
                await (step is Step.Complete ? Task.WhenAll(performing, FinishAsync(performer)) : performing);
                if (step is Step.Complete)
                    run.Ending = After.NewVersionServes;
                if (step is Step.Route)
                    await run.Proof.BeginAsync(ct);
                run.Proof.ThrowIfLost();
            }
        }
        catch (Exception e) when (run.Ending is null)
        {
            await UndoAsync(plan, performer, held, e);
            throw;
        }
    }

    private async Task FinishAsync(StepPerformer performer)
    {
        await run.Clock.DoAsync("finish draining", performer.SettleAsync, isShown: false);
        await run.Proof.EndAsync();
        run.Proof.ThrowIfLost();
        if (run.Proof.Nothing is { } why)
            run.Clock.Tell(new DeploymentEvent.Warned($"--haloy-prove could prove nothing: {why}."));
    }

    private async Task UndoAsync(DeploymentPlan plan, StepPerformer performer, DeployLock held, Exception reason)
    {
        run.Clock.Tell(new DeploymentEvent.PuttingBack(reason is OperationCanceledException ? "interrupted" : FirstLine(reason.Message)));
        using var bound = new CancellationTokenSource(UndoWithin, run.Time);
        try
        {
            await IgnoreAsync(performer.SettleAsync());
            var isBack = await new WayBack(run, plan, performer, held).GoAsync(Undo.Steps(plan, _begun, run.Target.RollbackOnFailure), bound.Token);
            run.Outcome = isBack ? After.Undo(plan, _begun, reason) : Outcome.Failed;
            run.Ending = isBack ? After.Sentence(run.Outcome, run.Target) : After.AnotherServes;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            run.Outcome = Outcome.Failed;
            run.Ending = After.NoWayBack(run.Target, _begun, FirstLine(e.Message));
        }
    }

    private static async Task IgnoreAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or HaloyException or System.IO.IOException)
        {
            // Something else failed first, which is told; what this did is undone next.
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
