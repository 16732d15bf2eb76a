using Nuke.Common;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

sealed partial class Build
{
    [Parameter("What Bench measures: reading, transfer, deploy - Default is the first two")]
    readonly string HaloyBench = "reading transfer";

    Target Bench => _ => _
        .Description("Measures reading and generating, the transfer of images (docs/benchmarks.md), and deploys near and far away")
        .Executes(() => { DotNet($"run --project {RootDirectory / "tests" / "Haloy.Benchmarks"} --configuration Release -- {HaloyBench}"); });
}
