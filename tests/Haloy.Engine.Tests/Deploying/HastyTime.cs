using System;
using System.Threading;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>A clock on which waits are over soon: its seconds are short ones.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Haste = 50;

    public override long GetTimestamp() => System.GetTimestamp() * Haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private static TimeSpan Shortened(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Haste;
}
