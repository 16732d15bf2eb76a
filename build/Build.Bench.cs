using Nuke.Common;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

sealed partial class Build
{
    [Parameter("What Bench measures: reading, transfer - Default is both")]
    readonly string HaloyBench = "reading transfer";

    Target Bench => _ => _
        .Description("Measures reading and generating, and the transfer of images (docs/benchmarks.md)")
        .Executes(() => { DotNet($"run --project {RootDirectory / "tests" / "Haloy.Benchmarks"} --configuration Release -- {HaloyBench}"); });
}
