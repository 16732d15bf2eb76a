using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>Turns what ssh said into what is wrong and what to do. Pure.</summary>
internal static partial class SshFailure
{
    private const string SocketForwarding =
        "Forwarding to sockets needs AllowStreamLocalForwarding yes (the default) and no DisableForwarding in its sshd_config, and no no-port-forwarding in authorized_keys.";

    /// <summary>Why ssh ended before it was logged in.</summary>
    public static ServerUnreachableException Explain(
        ServerAddress address, ServerSettings settings, ImmutableArray<string> lines, int exitCode)
    {
        var said = lines.Where(line => !Transcript.IsDebug(line)).Select(line => line.Trim()).Where(IsTelling).ToImmutableArray();
        var text = string.Join('\n', said);
        var login = Login.From(lines);

        return ClientOrConfiguration()
            ?? HostKeys()
            ?? Authentication()
            ?? Network()
            ?? new ServerUnreachableException(
                address, UnreachableReason.Other, $"ssh ended with exit code {exitCode} before it was logged in.",
                $"Try it by hand: {SshByHand(address, settings)}", said);

        ServerUnreachableException? ClientOrConfiguration()
        {
            if (exitCode is 126 or 127)
            {
                return Is(UnreachableReason.ClientMissing, $"the OpenSSH client '{settings.SshExecutable}' cannot be started.",
                    "Install it (Debian and Ubuntu: apt-get install openssh-client; Alpine: apk add openssh-client) or put it in PATH.");
            }

            if (BadConfigurationLine().IsMatch(text))
                return Is(UnreachableReason.BadConfiguration, "ssh cannot use its configuration file.", "Correct the file at the line that ssh names.");
            return null;
        }

        ServerUnreachableException? HostKeys()
        {
            if (text.Contains("REVOKED HOST KEY", StringComparison.Ordinal))
            {
                return Is(UnreachableReason.ChangedHostKey, $"it shows a host key that is marked as revoked ({login.KeyText}).",
                    "Do not connect before you know why; ask whoever marked it in known_hosts.");
            }

            if (text.Contains("HOST IDENTIFICATION HAS CHANGED", StringComparison.Ordinal))
                return new ServerUnreachableException(
                    address, UnreachableReason.ChangedHostKey,
                    $"its host key is not the one that was accepted before. It shows {login.KeyText}.",
                    ChangedKeyRemedy(text, address, settings)) { OfferedKey = login.OfferedKey };
            if (text.Contains("Host key verification failed", StringComparison.Ordinal))
                return new ServerUnreachableException(
                    address, UnreachableReason.UnknownHostKey,
                    $"its host key is not known yet. {login.Endpoint ?? "It"} shows {login.KeyText}.",
                    "Compare that with the server's own (there: for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $f; done) and accept it with:\n"
                    + "    " + AddServer(address, settings) + "\n"
                    + "In CI put the server's line of known_hosts into " + ServerSettings.KnownHostsVariable + ".") { OfferedKey = login.OfferedKey };
            return null;
        }

        ServerUnreachableException? Authentication()
        {
            var denied = PermissionDeniedLine().Match(text);
            var tooMany = text.Contains("Too many authentication failures", StringComparison.Ordinal);
            if (!denied.Success && !tooMany)
                return null;
            var who = denied.Groups["who"] is { Success: true } group ? group.Value : login.User ?? address.User ?? "the user";
            var keys = login.OfferedKeys.Length == 0
                ? "no key was offered to it"
                : "it accepted none of the keys offered: " + string.Join(", ", login.OfferedKeys);
            return Is(
                UnreachableReason.PermissionDenied, $"it does not let {who} in; {keys}.",
                tooMany
                    ? "Too many keys were tried. Name the right one in ssh_config (IdentityFile with IdentitiesOnly yes)."
                    : settings.PrivateKey is null
                        ? "Put the public key into ~/.ssh/authorized_keys there, load the key into the agent (ssh-add) or name it in ssh_config (IdentityFile). Keys with a passphrase work through an agent only."
                        : $"Put the public half of {ServerSettings.PrivateKeyVariable} into ~/.ssh/authorized_keys there. The key must be whole, with its BEGIN and END lines, and without a passphrase.");
        }

        ServerUnreachableException? Network()
        {
            if (text.Contains("Could not resolve hostname", StringComparison.Ordinal))
            {
                return Is(UnreachableReason.NameNotFound, "its name has no address.",
                    "Is `server` spelled right? An alias must be in the ssh_config that is used" + (settings.SshConfigFile is { } file ? $" ({file})." : " (~/.ssh/config)."));
            }

            if (text.Contains("Connection refused", StringComparison.Ordinal))
                return Is(UnreachableReason.Refused, "nothing listens for SSH there.", "Is sshd running, and is the port right (user@host:port, or Port in ssh_config)?");
            if (TimedOutLine().IsMatch(text))
                return Is(UnreachableReason.TimedOut, "it did not answer in time.", "Is the server up, the address right, and does a firewall let this machine through to its SSH port?");
            if (UnroutableLine().IsMatch(text))
                return Is(UnreachableReason.TimedOut, "there is no route to it.", "Is this machine online, and on the VPN if the server needs one?");
            if (ClosedEarlyLine().IsMatch(text))
            {
                return Is(UnreachableReason.Other, "it closed the connection before anyone could log in.",
                    "Is it an SSH server that listens there? Otherwise it turns this address away for now (fail2ban, MaxStartups): look into its log.");
            }

            return null;
        }

        ServerUnreachableException Is(UnreachableReason reason, string what, string remedy) => new(address, reason, what, remedy, said);
    }

    /// <summary>A key that no server can be asked about.</summary>
    public static ServerUnreachableException UnusableKey(ServerAddress address, string what, string remedy) => new(
        address, UnreachableReason.UnusableKey, $"{ServerSettings.PrivateKeyVariable} {what}.", remedy);

    /// <summary>A server that has not the key that was expected of it.</summary>
    public static ServerUnreachableException OtherFingerprint(ServerAddress address, string expected, IReadOnlyList<HostKey> shown) => new(
        address, UnreachableReason.UnknownHostKey,
        $"its host key is not the one that was expected. Expected {expected}; it shows {string.Join(", ", shown)}.",
        "Compare with the server's own (there: for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $f; done). If the expected one is right, somebody may stand in between.")
        { OfferedKey = shown[0] };

    /// <summary>A server behind a jump host that is not known itself.</summary>
    public static ServerUnreachableException UnknownJumpHost(ServerAddress address, ImmutableArray<string> lines)
    {
        var login = Login.From(lines);
        return new(
            address, UnreachableReason.UnknownHostKey,
            $"the host key of a jump host on the way to it is not known yet. {login.Endpoint ?? "It"} shows {login.KeyText}.",
            "Add the jump host first: nuke AddServer --server HOST, with the name that ProxyJump has in ssh_config.") { OfferedKey = login.OfferedKey };
    }

    /// <summary>Why ssh has not logged in for too long.</summary>
    public static ServerUnreachableException LoginTooSlow(ServerAddress address, TimeSpan limit, ImmutableArray<string> lines) => new(
        address, UnreachableReason.TimedOut,
        $"logging in did not end within {limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.",
        "Does a hardware key wait for a touch, or the agent for a confirmation?",
        lines.TakeLast(3));

    /// <summary>
    /// Why a server would not connect to a destination. Of a socket that is missing, one that is not allowed and one
    /// that its settings forbid, sshd says the same.
    /// </summary>
    /// <param name="address">The server.</param>
    /// <param name="destination">A socket's path, or host and port.</param>
    /// <param name="reason">ssh's words after <c>open failed:</c>.</param>
    public static ServerUnreachableException Refused(ServerAddress address, string destination, string reason)
    {
        var isSocket = destination.StartsWith('/');
        if (reason.StartsWith("administratively prohibited", StringComparison.Ordinal))
        {
            return new ServerUnreachableException(
                address, UnreachableReason.ForwardingForbidden, $"its SSH settings forbid forwarding to {destination}.",
                isSocket
                    ? SocketForwarding
                    : "Set AllowTcpForwarding yes in its sshd_config, without DisableForwarding and PermitOpen, and remove no-port-forwarding from authorized_keys.",
                [reason]);
        }

        return isSocket
            ? new ServerUnreachableException(
                address, UnreachableReason.SocketUnusable,
                $"{destination} cannot be used there: it does not exist, nothing listens on it, the user that logs in may not use it, or SSH settings forbid it.",
                $"Is the engine installed and running? Is the user in the group that owns the socket (there: ls -l {destination}; id)?\n" + SocketForwarding,
                [reason])
            : new ServerUnreachableException(
                address, UnreachableReason.Refused, $"it cannot connect to {destination}.", null, [reason]);
    }

    /// <summary>Why ssh did not take an order.</summary>
    public static ServerUnreachableException OrderRefused(ServerAddress address, ImmutableArray<string> lines) => new(
        address, UnreachableReason.Other, "ssh would not open a forward.", null, lines);

    /// <summary>A connection that stood and has ended.</summary>
    public static ServerUnreachableException Lost(ServerAddress address, string why) => new(
        address, UnreachableReason.ConnectionLost, $"the connection was lost: {why}.", null);

    /// <summary>Why ssh ended after it was logged in, as the rest of a sentence.</summary>
    public static string WhyEnded(ImmutableArray<string> lines, int exitCode)
    {
        var said = lines.Where(line => !Transcript.IsDebug(line) && !OpenFailedLine().IsMatch(line)).ToImmutableArray();
        var text = string.Join('\n', said);
        if (text.Contains("not responding", StringComparison.Ordinal))
            return $"the server has not answered for {SshCommandLine.AliveInterval * SshCommandLine.AliveCount} s";
        if (text.Contains("closed by remote host", StringComparison.Ordinal))
            return "the server closed it";
        if (text.Contains("Connection reset", StringComparison.Ordinal) || text.Contains("Broken pipe", StringComparison.Ordinal))
            return "it was cut on the way";
        if (exitCode is 137)
            return "the ssh process was killed";
        return said.Length > 0
            ? $"ssh said '{said[^1].Trim()}'"
            : FormattableString.Invariant($"ssh ended with exit code {exitCode}");
    }

    /// <summary>The command with which a person reaches the same server the same way.</summary>
    internal static string SshByHand(ServerAddress address, ServerSettings settings)
    {
        var words = new List<string> { settings.SshExecutable };
        if (settings.SshConfigFile is { } config)
            words.AddRange(["-F", config]);
        if (address.Port is { } port)
            words.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        words.Add(address.User is { } user ? user + "@" + address.Host : address.Host);
        words.Add("exit");
        return string.Join(' ', words.Select(Quote));
    }

    /// <summary>The command that shows a server's host key and accepts it.</summary>
    internal static string AddServer(ServerAddress address, ServerSettings settings)
    {
        string[] config = settings.SshConfigFile is { } file ? ["--haloy-ssh-config", file] : [];
        return string.Join(' ', new[] { "nuke", "AddServer", "--server", address.Text }.Concat(config).Select(Quote));
    }

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private static string ChangedKeyRemedy(string text, ServerAddress address, ServerSettings settings)
    {
        var offending = OffendingLine().Match(text);
        if (settings.KnownHosts is not null && offending.Groups["file"].Value.Contains("/haloy-", StringComparison.Ordinal))
            return $"If the server was reinstalled, put its new line into {ServerSettings.KnownHostsVariable}. Otherwise somebody may stand in between: do not deploy.";
        var remove = RemoveLine().Match(text);
        var command = remove.Success ? remove.Value.Trim() : $"ssh-keygen -R {address.Host}";
        return "If it was reinstalled, compare the new key with the server's own, forget the old one and accept the new:\n"
            + "    " + command + "\n"
            + "    " + AddServer(address, settings) + "\n"
            + "Otherwise somebody may stand in between: do not deploy.";
    }

    private static bool IsTelling(string line) =>
        line.Length > 0 && !line.StartsWith("OpenSSH_", StringComparison.Ordinal) && !line.StartsWith("OpenSSL", StringComparison.Ordinal);

    [GeneratedRegex("Bad configuration option|bad configuration options|Can't open user config file|Bad owner or permissions on|missing argument|extra arguments at end of line|[Uu]nsupported option|line \\d+: .*(keyword|[Bb]ad)")]
    private static partial Regex BadConfigurationLine();

    [GeneratedRegex(@"(?:(?<who>\S+): )?Permission denied \((?<methods>[^)]*)\)")]
    private static partial Regex PermissionDeniedLine();

    [GeneratedRegex("timed out|Timeout, server", RegexOptions.IgnoreCase)]
    private static partial Regex TimedOutLine();

    [GeneratedRegex("No route to host|Network is unreachable")]
    private static partial Regex UnroutableLine();

    [GeneratedRegex("kex_exchange_identification|Connection closed by|Connection reset by|banner line|Bad packet length")]
    private static partial Regex ClosedEarlyLine();

    [GeneratedRegex(@"^channel \d+: open failed: ")]
    private static partial Regex OpenFailedLine();

    [GeneratedRegex(@"Offending \S+ key in (?<file>.+):\d+")]
    private static partial Regex OffendingLine();

    [GeneratedRegex(@"^\s*ssh-keygen -f .*-R .*$", RegexOptions.Multiline)]
    private static partial Regex RemoveLine();
}
