using System;
using Nuke.Host.TestBuilds;

// Which build: not by argument, since those are the build's own.
return Environment.GetEnvironmentVariable("TEST_CASE") switch
{
    nameof(Pipeline) => Pipeline.Run(),
    nameof(Parameterized) => Parameterized.Run(),
    nameof(Composed) => Composed.Run(),
    nameof(Relations) => Relations.Run(),
    nameof(Conditions) => Conditions.Run(),
    nameof(Failures) => Failures.Run(),
    nameof(Hooked) => Hooked.Run(),
    nameof(Circular) => Circular.Run(),
    nameof(SelfDependent) => SelfDependent.Run(),
    nameof(Ambiguous) => Ambiguous.Run(),
    nameof(HiddenOverride) => HiddenOverride.Run(),
    nameof(NoDefault) => NoDefault.Run(),
    nameof(Throwing) => Throwing.Run(),
    nameof(Processes) => Processes.Run(),
    nameof(Demanding) => Demanding.Run(),
    nameof(TwiceOverridden) => TwiceOverridden.Run(),
    nameof(WithoutBase) => WithoutBase.Run(),
    nameof(NewClosures) => NewClosures.Run(),
    nameof(NullTarget) => NullTarget.Run(),
    nameof(Shadowed) => Shadowed.Run(),
    nameof(Lacking) => Lacking.Run(),
    var other => throw new ArgumentException($"There is no build '{other}'."),
};
