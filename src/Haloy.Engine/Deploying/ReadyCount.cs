using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>Counts how many of a deployment's containers are ready, and tells it as it changes.</summary>
/// <param name="wanted">All of them; what comes back on the way back from a failure is not counted.</param>
/// <param name="tell">Hears of it.</param>
internal sealed class ReadyCount(IReadOnlyCollection<Incoming> wanted, Action<DeploymentEvent> tell)
{
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);

    /// <summary>Some are waited for.</summary>
    public void Await(IEnumerable<Incoming> containers)
    {
        if (containers.Any(IsWanted))
            Tell();
    }

    /// <summary>One is ready.</summary>
    public void Note(Incoming container)
    {
        if (IsWanted(container))
            Tell(container.Name);
    }

    private bool IsWanted(Incoming container) => wanted.Any(one => one.Name == container.Name);

    // Several become ready at the same time: without the lock a smaller number could be told after a larger one.
    private void Tell(string? ready = null)
    {
        lock (_ready)
        {
            if (ready is not null)
                _ready.Add(ready);
            tell(new DeploymentEvent.ReplicasReady(_ready.Count, wanted.Count));
        }
    }
}
