using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>
/// The network that the proxy and every app share. It has a subnet of its own: the engine gives out the first sixteenth
/// by itself, app containers have fixed addresses behind it, so that routes survive restarts and reboots
/// (spec/deploying.md §7, design/facts.md).
/// </summary>
/// <param name="Name">The network's name.</param>
/// <param name="Subnet">The whole range.</param>
public sealed record SharedNetwork(string Name, Subnet Subnet)
{
    private const int AutomaticBits = 4;

    /// <summary>The range that the engine gives out by itself.</summary>
    public Subnet Automatic => new(Subnet.First, Subnet.PrefixLength + AutomaticBits);

    /// <summary>The engine's own address on it.</summary>
    public string Gateway => Subnet.At(1);

    /// <summary>The server's shared network: the one that is there, or the one to create.</summary>
    /// <param name="server">What is there.</param>
    /// <exception cref="PlanningException">A network of that name is there but is not ours, or no range is free.</exception>
    public static SharedNetwork On(ObservedServer server)
    {
        var there = server.Networks.FirstOrDefault(n => n.Name == Defaults.Network);
        if (there is { IsOurs: true } && Planning.Subnet.Parse(there.Subnet) is { } subnet)
            return new(there.Name, subnet);
        if (there is not null)
            throw new PlanningException(
                $"The server has a Docker network '{there.Name}' that Haloy did not make. Fixed addresses need one with a "
                + $"subnet of its own: move its containers off it and remove it with 'docker network rm {there.Name}'; the "
                + "next deploy creates it.");
        var taken = server.Networks.Select(n => Planning.Subnet.Parse(n.Subnet)).OfType<Subnet>().ToList();
        var free = Candidates().Where(c => !taken.Any(c.Overlaps)).Select(c => (Subnet?)c).FirstOrDefault()
            ?? throw new PlanningException(
                "No private range is left for the network 'haloy': 10.210.0.0/16 to 10.249.0.0/16 all overlap networks that "
                + "the server has. Remove networks that nothing uses with 'docker network prune'.");
        return new(Defaults.Network, free);
    }

    /// <summary>Addresses that no container of ours has, stopped ones included.</summary>
    /// <param name="server">What is there.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">
    /// Where to begin looking: a deployment's own text, so that two deploys at once hardly ever pick the same ones.
    /// </param>
    /// <exception cref="PlanningException">There are not so many.</exception>
    public EquatableArray<string> Free(ObservedServer server, int count, string seed)
    {
        var taken = new HashSet<string>(server.Containers.Select(c => c.Address), StringComparer.Ordinal);
        var first = (uint)Automatic.Size;
        var start = first + (Hash(seed) % (uint)(Subnet.Size - 1 - first));
        var free = Subnet.AddressesFrom(start).Concat(Subnet.AddressesFrom(first)).Where(a => !taken.Contains(a))
            .Distinct().Take(count).ToEquatableArray();
        return free.Count == count
            ? free
            : throw new PlanningException($"The network '{Name}' ({Subnet}) has no {count} free addresses left. Remove old deployments.");
    }

    // FNV-1a: the runtime's own string hash differs from process to process, and a plan must not.
    private static uint Hash(string text) =>
        text.Aggregate(2166136261, (hash, c) => unchecked((hash ^ c) * 16777619));

    private static IEnumerable<Subnet> Candidates()
    {
        for (uint second = 210; second < 250; second++)
            yield return new((10u << 24) | (second << 16), 16);
    }
}
