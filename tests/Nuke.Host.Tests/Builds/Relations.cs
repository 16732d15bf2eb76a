using System;
using Nuke.Common;

namespace Nuke.Host.TestBuilds;

sealed class Relations : NukeBuild
{
    Target D => _ => _.Executes(Say("D"));

    Target C => _ => _.Executes(Say("C"));

    Target B => _ => _.Executes(Say("B"));

    Target A => _ => _.DependsOn(B, C).DependsOn(D).Executes(Say("A"));

    Target First => _ => _.Before(Second).Executes(Say("First"));

    Target Second => _ => _.Executes(Say("Second"));

    Target Third => _ => _.After(Second).Executes(Say("Third"));

    Target Start => _ => _.Triggers(Follow).Executes(Say("Start"));

    Target Follow => _ => _.DependsOn(FollowNeeds).Triggers(FollowUp).Executes(Say("Follow"));

    Target FollowNeeds => _ => _.Executes(Say("FollowNeeds"));

    Target FollowUp => _ => _.Executes(Say("FollowUp"));

    Target Also => _ => _.TriggeredBy(Start).Executes(Say("Also"));

    Target Slipped => _ => _.DependentFor(A).Executes(Say("Slipped"));

    Target Needs => _ => _.Consumes(B).Produces("*.txt").Executes(Say("Needs"));

    public static int Run()
        => Execute<Relations>(x => x.A, x => x.Third);

    static Action Say(string text)
        => () => Console.WriteLine($"ran {text}");
}
