using System;
using System.Globalization;

namespace Haloy.Engine.Deploying;

/// <summary>Whether a server's clock goes with ours. A deploy works all the same: what reads times goes wrong.</summary>
internal static class ClockSkew
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>What to say of it.</summary>
    /// <param name="server">The server, as the file names it.</param>
    /// <param name="ahead">How far its clock is ahead of this machine's; null: it does not tell.</param>
    /// <returns>A warning; null: none is due.</returns>
    public static string? Warning(string server, TimeSpan? ahead)
    {
        if (ahead is not { } skew || skew.Duration() <= Most)
            return null;
        var size = skew.Duration().TotalMinutes < 5
            ? string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalSeconds:0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalMinutes:0} min");
        return $"server {server}: its clock is {size} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's. Certificates may be refused, and ages and the order of logs are wrong. "
            + "Set the one that is wrong: sudo timedatectl set-ntp true.";
    }
}
