using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Haloy.Engine.Planning;

/// <summary>
/// A deployment's name: UTC time and four random base-32 characters, <c>20261122-041530-k3x9</c>
/// (spec/deploying.md §3). Ids sort by age.
/// </summary>
public sealed partial record DeploymentId : IComparable<DeploymentId>
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const string TimeFormat = "yyyyMMdd-HHmmss";

    private DeploymentId(string text) => Text = text;

    /// <summary>The id as text.</summary>
    public string Text { get; }

    /// <summary>The id of a deployment that begins now.</summary>
    /// <param name="now">The time of the deployment.</param>
    /// <param name="random">At least four random bytes.</param>
    public static DeploymentId New(DateTimeOffset now, ReadOnlySpan<byte> random)
    {
        Span<char> tail = stackalloc char[4];
        for (var i = 0; i < tail.Length; i++)
            tail[i] = Alphabet[random[i] % Alphabet.Length];
        return new(now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "-" + new string(tail));
    }

    /// <summary>Reads an id.</summary>
    /// <returns>The id, or null when the text is not one.</returns>
    public static DeploymentId? Parse(string? text) =>
        text is not null && Shape().IsMatch(text) ? new(text) : null;

    /// <summary>When the deployment began, to the second.</summary>
    public DateTimeOffset Time =>
        DateTimeOffset.ParseExact(Text.AsSpan(0, TimeFormat.Length), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <inheritdoc/>
    public int CompareTo(DeploymentId? other) => string.CompareOrdinal(Text, other?.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(DeploymentId left, DeploymentId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(DeploymentId left, DeploymentId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is older or the same.</summary>
    public static bool operator <=(DeploymentId left, DeploymentId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is newer or the same.</summary>
    public static bool operator >=(DeploymentId left, DeploymentId right) => left.CompareTo(right) >= 0;

    // More than we make: other programs' base 32 has other digits.
    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-[a-z0-9]{4}$")]
    private static partial Regex Shape();
}
