using System;
using System.Collections.Generic;
using System.Linq;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Nuke.Host.TestBuilds;

sealed class WatchedAttribute
    : BuildExtensionAttributeBase, IOnBuildCreated, IOnBuildInitialized, IOnTargetRunning, IOnTargetSkipped, IOnTargetSucceeded, IOnTargetFailed,
        IOnTargetSummaryUpdated, IOnBuildFinished
{
    public string Name { get; set; } = "watch";

    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
        => Say($"created {executableTargets.Count}");

    public void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
        => Say($"initialized {string.Join(",", executionPlan.Select(x => x.Name))}");

    public void OnTargetRunning(ExecutableTarget target)
        => Say($"running {target.Name} {target.Status}");

    public void OnTargetSkipped(ExecutableTarget target)
        => Say($"skipped {target.Name} {target.Status}");

    public void OnTargetSucceeded(ExecutableTarget target)
        => Say($"succeeded {target.Name} {target.Status}");

    public void OnTargetFailed(ExecutableTarget target)
        => Say($"failed {target.Name} {target.Status}");

    public void OnTargetSummaryUpdated(INukeBuild build, ExecutableTarget target)
        => Say($"summary {target.Name} {string.Join(",", target.SummaryInformation.Select(x => x.Key))}");

    public void OnBuildFinished()
        => Say($"finished {Build.IsSucceeding}");

    void Say(string text)
        => Console.WriteLine($"{Name}: {text}");
}

[Watched(Priority = 1)]
sealed class Hooked : NukeBuild
{
    [Parameter]
    readonly string Text = "none";

    Target Skipped => _ => _.OnlyWhenDynamic(() => Text == "given").Executes(() => { });

    Target Works => _ => _
        .DependsOn(Skipped)
        .Executes(() =>
        {
            ReportSummary(x => x.AddPair("A", 1));
            ReportSummary(x => x.AddPair("B", 2));
            Console.WriteLine($"running {Names(RunningTargets)}, scheduled {Names(ScheduledTargets)}, skipped {Names(SkippedTargets)}");
            Console.WriteLine($"invoked {Names(InvokedTargets)}, plan {Names(ExecutionPlan)}, contains {ExecutionPlan.Contains(Works)}");
            Console.WriteLine($"finished {IsFinished}, failing {IsFailing}");
        });

    Target Fails => _ => _.After(Works).Executes(() => Assert.Fail("no"));

    Target Empty => _ => _.DependsOn(Works);

    public static int Run()
        => Execute<Hooked>(x => x.Empty);

    protected override void OnBuildCreated()
        => Console.WriteLine($"created with {Text}");

    protected override void OnBuildInitialized()
        => Console.WriteLine("initialized");

    protected override void OnTargetRunning(string target)
        => Console.WriteLine($"running {target}");

    protected override void OnTargetSkipped(string target)
        => Console.WriteLine($"skipped {target}");

    protected override void OnTargetSucceeded(string target)
        => Console.WriteLine($"succeeded {target}");

    protected override void OnTargetFailed(string target)
        => Console.WriteLine($"failed {target}");

    protected override void OnBuildFinished()
    {
        Console.WriteLine($"finished {IsFinished}, succeeded {Names(SucceededTargets)}, failed {Names(FailedTargets)}");
        Log.Information("last words");
    }

    static string Names(IEnumerable<ExecutableTarget> targets)
        => string.Join("+", targets.Select(x => x.Name));
}
