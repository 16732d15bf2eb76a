using System;
using System.Globalization;

namespace Haloy.Manifest.Targets;

/// <summary><c>max_surge</c>: how many new containers a rolling step starts, as a count or as a share of the replicas.</summary>
/// <param name="Amount">A count ≥ 1, or a percentage 1…100.</param>
/// <param name="IsPercent">Whether <paramref name="Amount"/> is a percentage.</param>
public readonly record struct MaxSurge(int Amount, bool IsPercent)
{
    /// <summary>One container per step, the default.</summary>
    public static MaxSurge One => new(1, false);

    /// <summary>The number of containers per step.</summary>
    /// <param name="replicas">How many containers the target has.</param>
    /// <returns>At least 1 and at most <paramref name="replicas"/>; a share is rounded up.</returns>
    public int CountFor(int replicas)
    {
        var count = IsPercent ? (int)Math.Ceiling(replicas * (Amount / 100.0)) : Amount;
        return Math.Max(1, Math.Min(count, replicas));
    }

    /// <summary>As written: <c>2</c> or <c>50%</c>.</summary>
    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture) + (IsPercent ? "%" : "");
}
