using System;
using System.Globalization;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>One thing that a deploy does to a server. A plan is a list of these; <c>Plan&lt;Target&gt;</c> prints it, the deployer performs it.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>Removes what a run that was cut off left behind and nothing needs.</summary>
    /// <param name="Containers">Containers of this app that never served.</param>
    public sealed record RemoveLeftovers(EquatableArray<ObservedContainer> Containers) : Step;

    /// <summary>Creates the networks that are missing.</summary>
    /// <param name="Shared">The network of proxy and apps, when it is missing.</param>
    /// <param name="Own">The target's own network, when it has one and it is missing.</param>
    public sealed record CreateNetworks(SharedNetwork? Shared, string? Own) : Step;

    /// <summary>Creates or starts the proxy, and connects it to the networks that it lacks.</summary>
    /// <param name="Networks">The networks that it must be on.</param>
    public sealed record EnsureProxy(EquatableArray<string> Networks) : Step;

    /// <summary>Creates and starts containers, or starts kept ones again.</summary>
    /// <param name="Containers">The containers.</param>
    public sealed record Start(EquatableArray<Incoming> Containers) : Step;

    /// <summary>Waits until each is healthy and has run long enough (spec/deploying.md §5).</summary>
    /// <param name="Containers">The containers.</param>
    public sealed record AwaitReady(EquatableArray<Incoming> Containers) : Step;

    /// <summary>Sends requests to exactly these containers, in one change, confirmed.</summary>
    /// <param name="Members">All that serve from now on.</param>
    public sealed record Route(EquatableArray<Member> Members) : Step;

    /// <summary>Has the proxy answer 503 with Retry-After, since nothing will serve for a while.</summary>
    public sealed record Close : Step;

    /// <summary>After a failure: the hosts that were routed before go to what served before; an app that had none has none again.</summary>
    /// <param name="Members">All that served.</param>
    public sealed record RestoreRoute(EquatableArray<Member> Members) : Step;

    /// <summary>Takes the app's hosts out of the proxy: the target has no domains any more. They answered 503 before.</summary>
    public sealed record Unroute : Step;

    /// <summary>
    /// Waits for the requests in flight, then stops; the containers stay, stopped. The steps that follow may begin
    /// meanwhile; the next one of this kind and the plan's end wait for it.
    /// </summary>
    /// <param name="Containers">Containers that get no new requests any more.</param>
    public sealed record Retire(EquatableArray<ObservedContainer> Containers) : Step;

    /// <summary>Stops and verifies that none runs any more; the containers stay.</summary>
    /// <param name="Containers">The containers.</param>
    public sealed record Stop(EquatableArray<ObservedContainer> Containers) : Step;

    /// <summary>Gives a kept container another name, so that its own is free.</summary>
    /// <param name="Container">The container.</param>
    /// <param name="NewName">Its new name.</param>
    public sealed record Rename(ObservedContainer Container, string NewName) : Step;

    /// <summary>Removes containers of this deployment after a failure.</summary>
    /// <param name="Containers">The containers, as far as they were made.</param>
    public sealed record Discard(EquatableArray<Incoming> Containers) : Step;

    /// <summary>Marks the deployment as one that went through, so that the history and later runs know it.</summary>
    /// <param name="Deployment">The deployment.</param>
    public sealed record Complete(DeploymentId Deployment) : Step;

    /// <summary>Removes what the history does not keep, after success only.</summary>
    /// <param name="Containers">Stopped containers.</param>
    /// <param name="Deployments">Deployments whose image tags go too.</param>
    public sealed record Forget(EquatableArray<ObservedContainer> Containers, EquatableArray<DeploymentId> Deployments) : Step;
}

/// <summary>A container that is to serve: a new one, or a kept one that comes back.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Replica">Its number, from 1.</param>
/// <param name="Address">Its fixed address on the shared network.</param>
/// <param name="Listening">Where it answers.</param>
/// <param name="Kept">The kept container; null: it is new.</param>
public sealed record Incoming(string Name, int Replica, string Address, Listening Listening, ObservedContainer? Kept = null)
{
    private const int ReturnSeconds = 60;

    /// <summary>
    /// How long it has to become healthy. A limit that is to find a bad version fast does not apply to one that was good: that may
    /// well be slow to come up on a server that is busy, and it is what is left.
    /// </summary>
    internal int SecondsToHealth(TargetSpec target) =>
        Kept is null ? target.HealthCheckTimeoutSeconds : Math.Max(target.HealthCheckTimeoutSeconds, ReturnSeconds);

    /// <summary>It as a container that serves.</summary>
    public Member AsMember => new(Name, Address, Listening.Port);

    /// <summary>A kept container that comes back; what its label does not tell is taken from the target.</summary>
    public static Incoming Of(ObservedContainer kept, TargetSpec target) =>
        new(kept.Name, kept.Replica, kept.Address, kept.Listening ?? Listening.Of(target), kept);
}

/// <summary>A container that requests are sent to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Port">The port that it listens on.</param>
public sealed record Member(string Name, string Address, int Port)
{
    /// <summary>Address and port as the proxy names them.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");
}
