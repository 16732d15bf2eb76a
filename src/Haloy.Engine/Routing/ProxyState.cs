using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;

namespace Haloy.Engine.Routing;

/// <summary>What the proxy's files say: every app's route as it was last loaded, and one app's slots.</summary>
/// <param name="Routes">The routes, by app.</param>
/// <param name="Slots">The addresses in the asked app's slots; spare slots repeat them.</param>
public sealed record ProxyState(EquatableArray<AppRoute> Routes, EquatableArray<string> Slots)
{
    /// <summary>What <c>df -Pk</c> says of the disk that the proxy's own files lie on, as images do; empty: it was not asked.</summary>
    internal string Disk { get; init; } = "";

    /// <summary>Nothing is routed.</summary>
    public static ProxyState None { get; } = new(default, default);

    /// <summary>The app's route; null: it has none.</summary>
    public AppRoute? RouteOf(string app) => Routes.FirstOrDefault(r => r.App == app);

    /// <summary>Hosts that a route wants and another app has.</summary>
    public IEnumerable<(string Host, string App)> Conflicts(AppRoute wanted) =>
        from other in Routes
        where other.App != wanted.App
        from host in other.Hosts.Intersect(wanted.Hosts, StringComparer.OrdinalIgnoreCase)
        select (host, other.App);

    internal static ProxyState Parse(string surveyed, string app)
    {
        var lines = surveyed.Split('\n');
        return new(
            After(lines, "route ").Select(AppRoute.FromJson).OfType<AppRoute>().ToEquatableArray(),
            After(lines, $"slot {app} ").Where(a => a.Length > 0).Distinct().ToEquatableArray())
        {
            Disk = After(lines, "disk ").FirstOrDefault() ?? "",
        };
    }

    internal static IEnumerable<string> After(IEnumerable<string> lines, string prefix) =>
        lines.Where(l => l.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l[prefix.Length..].Trim());
}
