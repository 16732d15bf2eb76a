using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>What is there: a server as a survey found it. Pure data; strategies decide on it.</summary>
public sealed record ObservedServer
{
    /// <summary>Every container of ours, of every app, stopped ones included.</summary>
    public EquatableArray<ObservedContainer> Containers { get; init; }

    /// <summary>Every Docker network.</summary>
    public EquatableArray<ObservedNetwork> Networks { get; init; }

    /// <summary>The reverse proxy; null: there is none yet.</summary>
    public ObservedProxy? Proxy { get; init; }

    /// <summary>The deployments of the app that went through, told by their image tags, oldest first.</summary>
    public EquatableArray<DeploymentId> Completed { get; init; }

    /// <summary>The addresses in the app's slot files: the containers that the proxy sends requests to.</summary>
    public EquatableArray<string> Routed { get; init; }

    /// <summary>Whether the proxy has hosts of the app.</summary>
    public bool HasRoute { get; init; }

    /// <summary>The app's containers, oldest deployment first, then by replica.</summary>
    /// <param name="app">The app's name.</param>
    public EquatableArray<ObservedContainer> ContainersOf(string app) =>
        Containers.Where(c => c.App == app).OrderBy(c => c.Deployment).ThenBy(c => c.Replica).ToEquatableArray();
}

/// <summary>A container of ours.</summary>
public sealed record ObservedContainer
{
    /// <summary>The engine's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, without the leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The app that it belongs to.</summary>
    public required string App { get; init; }

    /// <summary>The target that deployed it.</summary>
    public required string Target { get; init; }

    /// <summary>The deployment that made it.</summary>
    public required DeploymentId Deployment { get; init; }

    /// <summary>The replica's number, from 1.</summary>
    public int Replica { get; init; } = 1;

    /// <summary>Whether its process runs.</summary>
    public bool Running { get; init; }

    /// <summary>The image that it runs.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Its fixed address on the shared network.</summary>
    public string Address { get; init; } = "";

    /// <summary>The engine's word for its state and since when, such as <c>Up 3 minutes (healthy)</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The resolved configuration that it was made from, as JSON.</summary>
    public string Spec { get; init; } = "";

    /// <summary>Where it answers; null: its label does not tell.</summary>
    public Listening? Listening { get; init; }

    /// <summary>It as one that requests are sent to; what its label does not tell is taken from the target.</summary>
    internal Member AsMember(TargetSpec target) => new(Name, Address, (Listening ?? Listening.Of(target)).Port);
}

/// <summary>A Docker network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subnet">Its first IPv4 subnet in CIDR form; null: none.</param>
/// <param name="IsOurs">Whether it carries our label.</param>
public sealed record ObservedNetwork(string Name, string? Subnet, bool IsOurs);

/// <summary>The reverse proxy's container.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Running">Whether it runs.</param>
/// <param name="Networks">The networks that it is connected to.</param>
public sealed record ObservedProxy(string Id, bool Running, EquatableArray<string> Networks);
