using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;

namespace Haloy.Engine.Planning;

/// <summary>
/// An app's containers sorted by what they mean. Nothing but what is there decides, so a run that was cut off at any
/// point leaves nothing that the next one misreads (spec/deploying.md §10).
/// </summary>
public sealed record Situation
{
    /// <summary>The containers that requests go to; of an app without routes all that run.</summary>
    public EquatableArray<ObservedContainer> Serving { get; init; }

    /// <summary>Running containers that get no requests: a run was cut off before it stopped them.</summary>
    public EquatableArray<ObservedContainer> Idle { get; init; }

    /// <summary>Stopped containers of deployments that went through: the history.</summary>
    public EquatableArray<ObservedContainer> Kept { get; init; }

    /// <summary>Containers of deployments that did not go through and do not serve.</summary>
    public EquatableArray<ObservedContainer> Leftovers { get; init; }

    /// <summary>The deployments that went through, oldest first.</summary>
    public EquatableArray<DeploymentId> Completed { get; init; }

    /// <summary>Whether the proxy has hosts of the app.</summary>
    public bool HasRoute { get; init; }

    /// <summary>All that run and have to go when others take over: first those without requests.</summary>
    public EquatableArray<ObservedContainer> Outgoing => Idle.Concat(Serving).ToEquatableArray();

    /// <summary>The deployment that serves; null: none does.</summary>
    public DeploymentId? Current => Serving.Select(c => c.Deployment).Max();

    /// <summary>Sorts what is there.</summary>
    /// <param name="server">The survey.</param>
    /// <param name="app">The app's name.</param>
    public static Situation Of(ObservedServer server, string app)
    {
        var own = server.ContainersOf(app);
        var completed = new HashSet<DeploymentId>(server.Completed);
        var routed = new HashSet<string>(server.Routed, StringComparer.Ordinal);
        var serving = own.Where(c => c.Running && routed.Contains(c.Address)).ToEquatableArray();
        // Without a running container in the slots, all that run count: an app without routes, or one whose proxy was lost.
        if (serving.Count == 0)
            serving = own.Where(c => c.Running).ToEquatableArray();
        var rest = own.Except(serving).ToList();
        return new()
        {
            Serving = serving,
            Idle = rest.Where(c => c.Running && completed.Contains(c.Deployment)).ToEquatableArray(),
            Kept = rest.Where(c => !c.Running && completed.Contains(c.Deployment)).ToEquatableArray(),
            Leftovers = rest.Where(c => !completed.Contains(c.Deployment)).ToEquatableArray(),
            Completed = server.Completed,
            HasRoute = server.HasRoute,
        };
    }
}
