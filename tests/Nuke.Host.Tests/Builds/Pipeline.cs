using System;
using System.Threading;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Nuke.Host.TestBuilds;

sealed class Pipeline : NukeBuild
{
    [Parameter("Configuration to build")]
    readonly string Flavor = "Debug";

    Target Clean => _ => _
        .Description("Cleans")
        .Before(Restore)
        .Executes(() => Log.Debug("cleaning"));

    Target Restore => _ => _
        .Executes(() => { ReportSummary(x => x.AddPair("Packages", 3).AddPair("Feed", "here")); });

    Target Compile => _ => _
        .DependsOn(Restore)
        .Executes(() => Log.Information("compiling {Flavor}", Flavor))
        .Executes(() => Log.Warning("a bit slow"))
        .Executes(() => Thread.Sleep(1100));

    Target Publish => _ => _
        .Unlisted()
        .Executes(() => Log.Error("published, though with an error line"));

    Target All => _ => _
        .DependsOn(Compile, Clean)
        .Triggers(Publish);

    Target V1 => _ => _.Executes(() => { });

    Target V2 => _ => _.Executes(() => { });

    Target V3_Special => _ => _.Executes(() => Console.WriteLine("plain line"));

    Target Code => _ => _.Executes(() => { ExitCode = 42; });

    public static int Run()
        => Execute<Pipeline>(x => x.Compile);
}
