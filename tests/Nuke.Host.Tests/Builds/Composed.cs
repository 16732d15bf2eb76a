using System;
using Nuke.Common;

namespace Nuke.Host.TestBuilds;

interface IHasSource : INukeBuild
{
    Target Prepare => _ => _.Executes(() => Console.WriteLine("IHasSource.Prepare"));
}

interface IPack : IHasSource
{
    Target Pack => _ => _
        .Description("Packs")
        .DependsOn(Prepare)
        .Executes(() => Console.WriteLine("IPack.Pack"));

    Target Push => _ => _
        .DependsOn<IPack>(x => x.Pack)
        .TryDependsOn<IOther>(x => x.Absent)
        .Executes(() => Console.WriteLine("IPack.Push"));

    Target Sign => _ => _.Executes(() => Console.WriteLine("IPack.Sign"));

    Target Weigh => _ => _.Executes(() => Console.WriteLine("IPack.Weigh"));
}

interface IPackMore : IPack
{
    Target IPack.Sign => _ => _
        .Inherit<IPack>(x => x.Sign)
        .Executes(() => Console.WriteLine("IPackMore.Sign"));
}

interface IOther : INukeBuild
{
    Target Absent => _ => _.Executes(() => Console.WriteLine("IOther.Absent"));
}

interface IOne : INukeBuild
{
    Target Same => _ => _.Executes(() => Console.WriteLine("IOne.Same"));
}

interface ITwo : INukeBuild
{
    Target Same => _ => _.Executes(() => Console.WriteLine("ITwo.Same"));
}

interface IAlone : INukeBuild
{
    Target Only => _ => _.Executes(() => Console.WriteLine("IAlone.Only"));
}

abstract class ComposedBase : NukeBuild
{
    public virtual Target Virtual => _ => _.Executes(() => Console.WriteLine("ComposedBase.Virtual"));

    protected virtual Target Inner => _ => _.Executes(() => Console.WriteLine("ComposedBase.Inner"));
}

sealed class Composed : ComposedBase, IPackMore, IOne, ITwo, IAlone
{
    Target Check => _ => _
        .DependentFor<IPack>(x => x.Pack)
        .Executes(() => Console.WriteLine("Check"));

    Target Tests => _ => _
        .DependsOn<IAlone>()
        .TryDependentFor<IOther>(x => x.Absent)
        .TryBefore<IOther>(x => x.Absent)
        .Before<IPack>(x => x.Pack)
        .TryTriggers<IOther>(x => x.Absent)
        .Executes(() => Console.WriteLine("Tests"));

    Target IPack.Weigh => _ => _
        .Inherit<IPack>(x => x.Weigh)
        .DependsOn(Check)
        .Executes(() => Console.WriteLine("Composed.Weigh"));

    public Target Same => _ => _
        .Inherit<IOne>(x => x.Same)
        .Inherit<ITwo>(x => x.Same);

    public override Target Virtual => _ => _
        .Base()
        .Executes(() => Console.WriteLine("Composed.Virtual"));

    Target Both => _ => _.Inherit(Check, Tests);

    Target Notify => _ => _
        .TriggeredBy<IPack>(x => x.Push)
        .Executes(() => Console.WriteLine("Notify"));

    public static int Run()
        => Execute<Composed>(x => ((IPack)x).Push);
}
