using System;
using Nuke.Common;

namespace Nuke.Host.TestBuilds;

sealed class Circular : NukeBuild
{
    Target X => _ => _.DependsOn(Y).Executes(() => { });

    Target Y => _ => _.After(X).Executes(() => { });

    Target Z => _ => _.Executes(() => { });

    public static int Run()
        => Execute<Circular>(x => x.Z);
}

sealed class SelfDependent : NukeBuild
{
    Target X => _ => _.DependsOn(X).Executes(() => { });

    public static int Run()
        => Execute<SelfDependent>(x => x.X);
}

sealed class Ambiguous : NukeBuild, IOne, ITwo
{
    Target X => _ => _.Executes(() => { });

    public static int Run()
        => Execute<Ambiguous>(x => x.X);
}

sealed class HiddenOverride : NukeBuild, IOne
{
    Target Same => _ => _.Executes(() => { });

    public static int Run()
        => Execute<HiddenOverride>(x => x.Same);
}

sealed class NoDefault : NukeBuild
{
    Target X => _ => _.Executes(() => { });

    public static int Run()
        => Execute<NoDefault>();
}

sealed class Throwing : NukeBuild
{
    public Throwing()
        => throw new InvalidOperationException("no such luck");

    Target X => _ => _.Executes(() => { });

    public static int Run()
        => Execute<Throwing>(x => x.X);
}

sealed class TwiceOverridden : NukeBuild, IPackMore
{
    Target IPack.Sign => _ => _.Inherit<IPack>(x => x.Sign).Executes(() => Console.WriteLine("TwiceOverridden.Sign"));

    Target X => _ => _.Executes(() => { });

    public static int Run()
        => Execute<TwiceOverridden>(x => x.X);
}

sealed class WithoutBase : ComposedBase
{
    protected override Target Inner => _ => _.Base().Executes(() => { });

    public static int Run()
        => Execute<WithoutBase>(x => x.Inner);
}

sealed class NewClosures : NukeBuild
{
    Target X => Make("x");

    Target Y => _ => _.DependsOn(X).Executes(() => { });

    public static int Run()
        => Execute<NewClosures>(x => x.Y);

    static Target Make(string text)
        => _ => _.Executes(() => Console.WriteLine(text));
}

sealed class NullTarget : NukeBuild
{
    Target X => null!;

    public static int Run()
        => Execute<NullTarget>(x => x.X);
}

sealed class Shadowed : NukeBuild, IOne
{
    public string Same { get; } = "not a target";

    Target X => _ => _.Executes(() => { });

    public static int Run()
        => Execute<Shadowed>(x => x.X);
}

sealed class Lacking : NukeBuild
{
    [Parameter, Required]
    readonly string? Must;

    [Parameter]
    readonly string? Wanted;

    Target X => _ => _.Executes(() => { });

    Target Y => _ => _.Requires(() => Wanted).Executes(() => Console.WriteLine(Wanted + Must));

    public static int Run()
        => Execute<Lacking>(x => x.X);
}
