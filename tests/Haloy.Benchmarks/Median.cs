using System;
using System.Diagnostics;

namespace Haloy.Benchmarks;

/// <summary>The median of many runs, after so many that the compiler has optimised what it will: the machine may be busy, and a mean would say so instead.</summary>
internal static class Median
{
    private const int WarmUps = 60;
    private const int Runs = 21;

    /// <summary>In milliseconds.</summary>
    public static double Of(Action action)
    {
        for (var i = 0; i < WarmUps; i++)
            action();
        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[Runs / 2];
    }
}
