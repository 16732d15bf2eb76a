using Nuke.Common;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

sealed partial class Build
{
    Target Bench => _ => _
        .Description("Measures reading and generating; prints a table")
        .Executes(() => { DotNet($"run --project {RootDirectory / "tests" / "Haloy.Benchmarks"} --configuration Release"); });
}
