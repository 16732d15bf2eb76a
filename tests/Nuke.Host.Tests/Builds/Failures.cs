using System;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Nuke.Host.TestBuilds;

sealed class Failures : NukeBuild
{
    Target Before => _ => _.Executes(() => { });

    Target Fails => _ => _
        .DependsOn(Before)
        .Triggers(Cleanup, Notify)
        .Executes(() => throw new InvalidOperationException("it broke\nsecond line"));

    Target Cleanup => _ => _
        .AssuredAfterFailure()
        .Executes(() => Console.WriteLine("ran Cleanup"));

    Target CleanupThatFails => _ => _
        .After(Fails)
        .AssuredAfterFailure()
        .Executes(() => Assert.Fail("cleaning failed"));

    Target Notify => _ => _.Executes(() => Console.WriteLine("ran Notify"));

    Target Dependent => _ => _.DependsOn(Fails).Executes(() => Console.WriteLine("ran Dependent"));

    Target Proceeds => _ => _
        .ProceedAfterFailure()
        .Executes(() => Assert.True(1 > 2));

    Target AfterProceeds => _ => _.DependsOn(Proceeds).Executes(() => Console.WriteLine("ran AfterProceeds"));

    Target Reports => _ => _
        .Executes(() =>
        {
            ReportSummary(x => x.AddPair("Server", "down"));
            throw new TimeoutException("too slow");
        });

    Target Coded => _ => _
        .Executes(() =>
        {
            ExitCode = 7;
            throw new NotSupportedException("no");
        });

    Target Async => _ => _
        .Executes(async () =>
        {
            await Task.Delay(1);
            throw new InvalidOperationException("later");
        });

    Target Logs => _ => _.Executes(() => Log.Fatal("fatal, they say"));

    Target Collective => _ => _.DependsOn(Fails);

    public static int Run()
        => Execute<Failures>(x => x.Fails);
}
