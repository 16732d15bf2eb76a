using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>Asks again and again until the answer is yes, or a deadline passes.</summary>
internal static class Readiness
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static async Task WaitAsync(string what, TimeSpan deadline, Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await isReady(cancellationToken))
        {
            if (watch.Elapsed > deadline) throw new TimeoutException($"{what}: not within {deadline.TotalSeconds:0} s.");
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    public static Task WaitAsync(string what, TimeSpan deadline, Func<bool> isReady, CancellationToken cancellationToken) =>
        WaitAsync(what, deadline, _ => Task.FromResult(isReady()), cancellationToken);
}
