using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs a plan, one target after the other.</summary>
internal sealed class PlanRunner(NukeBuild build)
{
    private readonly Skipping _skipping = new(build.ExecutionPlan);

    public void Run(IReadOnlyCollection<string> skipped)
    {
        if (skipped != null)
            _skipping.ByName(skipped);
        foreach (var target in build.ExecutionPlan)
            _skipping.ByCondition(target, target.StaticConditions);
        Requirements.Validate(build);

        try
        {
            foreach (var target in build.ExecutionPlan)
                Run(target, afterFailure: false);
        }
        catch
        {
            RunAssured();
            throw;
        }
    }

    /// <summary>What was to run whatever happens, and has not yet.</summary>
    public void RunAssured()
    {
        foreach (var target in build.ExecutionPlan.Where(x => x.AssuredAfterFailure && x.Status == ExecutionStatus.Scheduled))
            Run(target, afterFailure: true);
    }

    private void Run(ExecutableTarget target, bool afterFailure)
    {
        if (target.Status == ExecutionStatus.Skipped || _skipping.ByCondition(target, target.DynamicConditions))
        {
            target.Status = ExecutionStatus.Skipped;
            build.Extensions.Run<IOnTargetSkipped>(x => x.OnTargetSkipped(target));
            return;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return;
        }

        using (Logging.Within(target.Name))
        using (NukeBuild.Host.WriteBlock(target.Name))
            RunActions(target, afterFailure);
    }

    private void RunActions(ExecutableTarget target, bool afterFailure)
    {
        target.Stopwatch.Start();
        target.Status = ExecutionStatus.Running;
        build.Extensions.Run<IOnTargetRunning>(x => x.OnTargetRunning(target));
        try
        {
            target.Actions.ForEach(x => x());
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.Extensions.Run<IOnTargetSucceeded>(x => x.OnTargetSucceeded(target));
        }
#pragma warning disable CA1031 // Whatever a target throws is its failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            exception = exception.Unwrap();
            Report(target, exception);
            if (!target.ProceedAfterFailure && !afterFailure)
                throw new TargetFailedException(target.Name, exception);
        }
    }

    private void Report(ExecutableTarget target, Exception exception)
    {
        if (target.SummaryInformation.Count == 0)
        {
            var line = exception.Message.ReplaceLineEndings("\n").Split('\n')[0];
            build.ReportSummary(target, x => new(x) { [exception.GetType().Name] = line });
        }

        Log.Error(exception, "Target {TargetName} has thrown an exception", target.Name);
        target.Stopwatch.Stop();
        target.Status = ExecutionStatus.Failed;
        build.Extensions.Run<IOnTargetFailed>(x => x.OnTargetFailed(target));
    }
}
