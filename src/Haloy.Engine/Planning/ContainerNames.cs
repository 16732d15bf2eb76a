using System.Globalization;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>How containers are named (spec/deploying.md §3).</summary>
public static class ContainerNames
{
    /// <summary>The name of a replica of a deployment.</summary>
    public static string For(TargetSpec target, DeploymentId deployment, int replica) => target.Naming switch
    {
        NamingStrategy.Static => target.Name,
        _ when target.Replicas == 1 => $"{target.Name}-{deployment}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{deployment}-r{replica}"),
    };

    /// <summary>The name that a container with a static name gets while it is kept.</summary>
    public static string Kept(ObservedContainer container) => $"{container.App}-{container.Deployment}";

    /// <summary>The containers of a new deployment, each with an address of its own.</summary>
    internal static EquatableArray<Incoming> NewContainers(TargetSpec target, DeploymentId deployment, EquatableArray<string> addresses) =>
        addresses.Select((address, i) => new Incoming(For(target, deployment, i + 1), i + 1, address, Listening.Of(target))).ToEquatableArray();
}
