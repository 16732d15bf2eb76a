using System;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The test suites, and the count of their tests as the last line of the run.</summary>
sealed partial class Build
{
    TestTotals _totals;

    AbsolutePath TestResultsDirectory => ArtifactsDirectory / "test-results";

    Target Test => _ => _
        .Description("Runs every test of the solution")
        .DependsOn(Compile)
        .Executes(() =>
        {
            TestResultsDirectory.CreateOrCleanDirectory();
            try
            {
                // One project after the other: some start servers and measure how long things take.
                DotNet($"test {Solution} --no-build --configuration {Configuration} --logger trx --results-directory {TestResultsDirectory} -m:1 -nologo");
            }
            finally
            {
                _totals = TestTotals.Read(TestResultsDirectory);
                ReportSummary(x => x
                    .AddPair("Passed", _totals.Passed)
                    .AddPair("Failed", _totals.Failed)
                    .AddPair("Skipped", _totals.Skipped));
            }
        });

    Target Conformance => _ => _
        .Description("Runs the configuration cases against the reader")
        .DependsOn(Compile)
        .Executes(() => { DotNet($"run --project {RootDirectory / "tests" / "Haloy.Conformance"} --no-build --configuration {Configuration}"); });

    protected override void OnBuildFinished()
    {
        if (_totals != null)
            Console.WriteLine(_totals);
    }
}
