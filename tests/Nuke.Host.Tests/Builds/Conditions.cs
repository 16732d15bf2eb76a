using System;
using Nuke.Common;

namespace Nuke.Host.TestBuilds;

sealed class Conditions : NukeBuild
{
    [Parameter]
    readonly bool Yes;

    [Parameter]
    readonly int Count = 3;

    Target Needed => _ => _.Executes(() => Console.WriteLine("ran Needed"));

    Target Shared => _ => _.Executes(() => Console.WriteLine("ran Shared"));

    Target Static => _ => _
        .DependsOn(Needed, Shared)
        .OnlyWhenStatic(() => Yes)
        .OnlyWhenStatic(() => Count == 4)
        .Executes(() => Console.WriteLine("ran Static"));

    Target Keeping => _ => _
        .DependsOn(Needed)
        .WhenSkipped(DependencyBehavior.Execute)
        .OnlyWhenStatic(() => Yes)
        .Executes(() => Console.WriteLine("ran Keeping"));

    Target Dynamic => _ => _
        .DependsOn(Needed)
        .Triggers(Triggered)
        .OnlyWhenDynamic(() => Yes)
        .Executes(() => Console.WriteLine("ran Dynamic"));

    Target Triggered => _ => _.Executes(() => Console.WriteLine("ran Triggered"));

    Target After => _ => _.DependsOn(Static, Shared).Executes(() => Console.WriteLine("ran After"));

    Target AfterDynamic => _ => _.DependsOn(Dynamic).Executes(() => Console.WriteLine("ran AfterDynamic"));

    Target Broken => _ => _.OnlyWhenDynamic(() => Boom()).Executes(() => { });

    Target BrokenStatic => _ => _.OnlyWhenStatic(() => Boom()).Executes(() => { });

    public static int Run()
        => Execute<Conditions>(x => x.After);

    static bool Boom()
        => throw new InvalidOperationException("boom");
}
