using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.Engine.Servers;

/// <summary>What ssh's debug lines tell about an attempt to log in. With a jump host it is about the hop that came last.</summary>
/// <param name="Endpoint">Host and port that were connected to; null: none.</param>
/// <param name="User">The user; null: it did not come that far.</param>
/// <param name="OfferedKey">The host key that was shown; null: none.</param>
/// <param name="OfferedKeys">The keys offered to the server.</param>
internal sealed partial record Login(string? Endpoint, string? User, HostKey? OfferedKey, ImmutableArray<string> OfferedKeys)
{
    /// <summary>The host key for a sentence.</summary>
    public string KeyText => OfferedKey is { } key ? $"{key.Type} {key.Fingerprint}" : "a host key";

    public static Login From(ImmutableArray<string> lines)
    {
        var authenticating = lines.Select(line => AuthenticatingLine().Match(line)).LastOrDefault(match => match.Success);
        var hostKey = lines.Select(line => HostKeyLine().Match(line)).LastOrDefault(match => match.Success);
        return new Login(
            authenticating?.Groups["endpoint"].Value,
            authenticating?.Groups["user"].Value,
            hostKey is null ? null : new HostKey(hostKey.Groups["type"].Value, hostKey.Groups["fingerprint"].Value),
            [.. lines.Select(line => OfferLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["key"].Value)]);
    }

    [GeneratedRegex(@"^debug1: Authenticating to (?<endpoint>\S+) as '(?<user>.*)'")]
    private static partial Regex AuthenticatingLine();

    [GeneratedRegex(@"^debug1: Server host key: (?<type>\S+) (?<fingerprint>\S+)")]
    private static partial Regex HostKeyLine();

    // File or comment, type, fingerprint; then where it comes from (explicit, agent).
    [GeneratedRegex(@"^debug1: Offering public key: (?<key>.*? \S+ SHA256:\S+)")]
    private static partial Regex OfferLine();
}
