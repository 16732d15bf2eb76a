using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Haloy.Engine.Deploying;

/// <summary>Notes what a target's deploy does and how long each part takes, and tells the observer.</summary>
internal sealed class TargetClock(string target, IDeploymentObserver observer, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly List<StepReport> _steps = [];

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>What was done, in the order in which it ended.</summary>
    public IReadOnlyList<StepReport> Steps => _steps;

    /// <summary>Does a part and notes it.</summary>
    /// <param name="name">The part in words.</param>
    /// <param name="action">What it does.</param>
    /// <param name="isShown">Whether the observer hears of it.</param>
    public async Task<T> DoAsync<T>(string name, Func<Task<T>> action, bool isShown = true)
    {
        var begun = Elapsed;
        if (isShown)
            Tell(new DeploymentEvent.StepStarted(name));
        var isFailed = true;
        try
        {
            var result = await action();
            isFailed = false;
            return result;
        }
        finally
        {
            lock (_steps)
                _steps.Add(new(name, begun, Elapsed - begun));
            if (isShown)
                Tell(new DeploymentEvent.StepFinished(name, Elapsed - begun, isFailed));
        }
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(string name, Func<Task> action, bool isShown = true) =>
        DoAsync(name, async () =>
        {
            await action();
            return true;
        }, isShown);

    /// <summary>Tells the observer something about this target.</summary>
    public void Tell(DeploymentEvent happened) => observer.On(happened with { Target = target });
}
