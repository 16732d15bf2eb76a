using System;
using System.Globalization;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary><c>server</c>: a host that SSH reaches, or this machine.</summary>
internal static class ServerText
{
    private const string Scheme = "ssh://";
    private const string Forms = "Write a host, `user@host`, `user@host:port`, `ssh://user@host:port`, an alias of your ssh_config, or `localhost`.";

    public static Finding<ServerAddress> Parse(string key, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return Wrong(key, text, "it is empty");
        var isUrl = trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        if (!isUrl && trimmed.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
            return new Complaint(
                ProblemKinds.Server,
                $"`{key}` is `{ScalarTexts.Quote(trimmed)}`; servers are reached over SSH.",
                $"Write the host, `{ScalarTexts.Quote(trimmed.Substring(scheme + 3).Split('/')[0])}`, or an `ssh://` address.");
        var address = isUrl ? trimmed.Substring(Scheme.Length).TrimEnd('/') : trimmed;
        return ParseAddress(key, trimmed, address, isUrl);
    }

    private static Finding<ServerAddress> ParseAddress(string key, string text, string address, bool isUrl)
    {
        var at = address.LastIndexOf('@');
        var user = at < 0 ? null : address.Substring(0, at);
        var (host, port) = SplitPort(address.Substring(at + 1));
        if (user is not null && !IsUser(user))
            return Wrong(key, text, user.Contains(":") ? "a password has no place in it" : "the user before `@` is no user name");
        if (!IsHost(host))
            return Wrong(key, text, $"`{ScalarTexts.Quote(host)}` is no host");
        if (port is not null && PortOf(port) is null)
            return Wrong(key, text, $"the port `{ScalarTexts.Quote(port)}` is not a whole number from 1 to 65535");
        return Finding<ServerAddress>.Of(new ServerAddress
        {
            Text = text,
            Host = host.ToLowerInvariant(),
            User = user,
            Port = port is null ? null : PortOf(port),
            IsLocal = !isUrl && user is null && port is null && string.Equals(host, Defaults.Server, StringComparison.OrdinalIgnoreCase),
        });
    }

    // `[::1]:22` has its port behind the bracket; `::1` has colons and no port.
    private static (string Host, string? Port) SplitPort(string address)
    {
        if (address.StartsWith("[", StringComparison.Ordinal) && address.IndexOf(']') is var end and > 0)
        {
            var rest = address.Substring(end + 1);
            return rest.StartsWith(":", StringComparison.Ordinal)
                ? (address.Substring(1, end - 1), rest.Substring(1))
                : (rest.Length == 0 ? address.Substring(1, end - 1) : address, null);
        }
        var colon = address.IndexOf(':');
        return colon < 0 || colon != address.LastIndexOf(':')
            ? (address, null)
            : (address.Substring(0, colon), address.Substring(colon + 1));
    }

    private static int? PortOf(string text) =>
        ScalarTexts.IsWholeNumber(text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 1 and <= 65535
            ? port
            : null;

    private static bool IsUser(string user) =>
        user.Length > 0 && user[0] != '-' && user.All(c => c is > ' ' and not (':' or '/' or '\\' or '"' or '\'' or '`' or '$' or ';' or '|' or '&' or '<' or '>'));

    private static bool IsHost(string host) =>
        host.Length > 0
        && host[0] != '-'
        && host.All(c => c > 127 ? char.IsLetterOrDigit(c) : ScalarTexts.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%' or '+');

    private static Complaint Wrong(string key, string text, string why) =>
        new(ProblemKinds.Server, $"`{key}` is `{ScalarTexts.Quote(text)}`: {why}. Servers are reached over SSH.", Forms);
}
