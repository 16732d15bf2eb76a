using Nuke.Common;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

sealed partial class Build
{
    [Parameter("What Bench measures: reading, transfer, deploy, fleet, operating - Default is all")]
    readonly string HaloyBench = "";

    Target Bench => _ => _
        .Description("Measures everything that docs/benchmarks.md has a table of, and writes it there")
        .Executes(() => { DotNet($"run --project {RootDirectory / "tests" / "Haloy.Benchmarks"} --configuration Release -- {HaloyBench}"); });
}
