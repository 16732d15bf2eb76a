using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>ssh's command lines, as lists of arguments. Pure; nothing here passes through a shell.</summary>
internal static class SshCommandLine
{
    /// <summary>Seconds of silence after which ssh asks the server for a sign of life.</summary>
    public const int AliveInterval = 10;

    /// <summary>How many times it asks in vain before it gives up.</summary>
    public const int AliveCount = 3;

    /// <summary>
    /// The one connection. It carries no forwards: those of the user's configuration are cleared, since one whose port
    /// is taken would fail the run; ours are ordered through the control socket, see <see cref="Forward"/>.
    /// The debug lines tell the host key and the keys offered, so that no failure needs a second connection to be explained.
    /// Checking host keys is left as the user has it.
    /// </summary>
    public static ImmutableArray<string> Tunnel(ServerAddress address, ServerSettings settings, TunnelFiles files)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange(settings.SshExecutable, "-v");
        if ((files.Config ?? settings.SshConfigFile) is { } config)
            line.AddRange("-F", config);
        line.AddRange("-M", "-S", files.ControlSocket, "-N", "-T");
        Option("BatchMode", "yes");
        Option("ConnectTimeout", Number(int.Max(1, (int)settings.ConnectTimeout.TotalSeconds)));
        Option("ServerAliveInterval", Number(AliveInterval));
        Option("ServerAliveCountMax", Number(AliveCount));
        Option("ControlPersist", "no");
        Option("ClearAllForwardings", "yes");
        Option("StreamLocalBindMask", "0177");
        return [.. line, .. Destination(address)];

        void Option(string name, string value) => line.AddRange("-o", name + "=" + value);
    }

    /// <summary>
    /// Connects, has the host key written into a file of its own instead of the user's known_hosts, and goes away without
    /// a try to log in: nothing is believed yet. <c>accept-new</c> is about that empty file only.
    /// </summary>
    /// <param name="address">The server.</param>
    /// <param name="settings">How servers are reached.</param>
    /// <param name="files">The private files.</param>
    /// <param name="offered">Where the key is written.</param>
    /// <param name="algorithms">The kind of key that is wanted; null: the one that ssh prefers.</param>
    public static ImmutableArray<string> HostKey(
        ServerAddress address, ServerSettings settings, TunnelFiles files, string offered, string? algorithms)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        line.AddRange(settings.SshExecutable, "-v");
        if ((files.Config ?? settings.SshConfigFile) is { } config)
            line.AddRange("-F", config);
        line.Add("-T");
        string[] options =
        [
            "BatchMode=yes", "ConnectTimeout=" + Number(int.Max(1, (int)settings.ConnectTimeout.TotalSeconds)),
            "StrictHostKeyChecking=accept-new", "UserKnownHostsFile=" + offered, "GlobalKnownHostsFile=/dev/null",
            "CheckHostIP=no", "UpdateHostKeys=no", "ControlMaster=no", "ControlPath=none", "ClearAllForwardings=yes", "PermitLocalCommand=no",
            "PubkeyAuthentication=no", "PasswordAuthentication=no", "KbdInteractiveAuthentication=no", "HostbasedAuthentication=no",
            "GSSAPIAuthentication=no", "PreferredAuthentications=none",
        ];
        foreach (var option in algorithms is null ? options : [.. options, "HostKeyAlgorithms=" + algorithms])
            line.AddRange("-o", option);
        return [.. line, .. Destination(address), "exit"];
    }

    /// <summary>Has ssh print what its configuration comes to for a server; nothing is connected to.</summary>
    public static ImmutableArray<string> Configuration(ServerAddress address, ServerSettings settings) =>
        settings.SshConfigFile is { } config
            ? [settings.SshExecutable, "-F", config, "-G", .. Destination(address)]
            : [settings.SshExecutable, "-G", .. Destination(address)];

    /// <summary>Runs a shell on the server over the connection that is there.</summary>
    public static ImmutableArray<string> Shell(ServerSettings settings, string controlSocket) => Session(settings, controlSocket, "sh");

    /// <summary>
    /// A session that does nothing. From a connection's first session on, and not before, sshd sends what it has at once
    /// (TCP_NODELAY): docs/decisions/0057.
    /// </summary>
    public static ImmutableArray<string> Nudge(ServerSettings settings, string controlSocket) => Session(settings, controlSocket, "true");

    /// <summary>
    /// Orders a forward from the connection that is there. It reads no configuration, so it orders only this one;
    /// the host that ssh wants to see there means nothing.
    /// </summary>
    public static ImmutableArray<string> Forward(ServerSettings settings, string controlSocket, string socket, string destination) =>
        Order(settings, controlSocket, "forward", socket, destination);

    /// <summary>Takes the order back. Streams that are open stay open.</summary>
    public static ImmutableArray<string> Cancel(ServerSettings settings, string controlSocket, string socket, string destination) =>
        Order(settings, controlSocket, "cancel", socket, destination);

    /// <summary>A TCP address as a forward's destination.</summary>
    public static string Destination(string host, int port) =>
        (host.Contains(':') ? "[" + host + "]" : host) + ":" + Number(port);

    // Where the session is refused, or the connection gone, ssh would make one of its own, to whoever is called 'server'.
    private static ImmutableArray<string> Session(ServerSettings settings, string controlSocket, string command) =>
        [settings.SshExecutable, "-F", "/dev/null", "-S", controlSocket, "-o", "ProxyCommand=false", "-T", "--", "server", command];

    private static IEnumerable<string> Destination(ServerAddress address)
    {
        string[] user = address.User is { } name ? ["-l", name] : [];
        string[] port = address.Port is { } number ? ["-p", Number(number)] : [];
        return [.. user, .. port, "--", address.Host];
    }

    private static ImmutableArray<string> Order(
        ServerSettings settings, string controlSocket, string order, string socket, string destination) =>
        [settings.SshExecutable, "-F", "/dev/null", "-S", controlSocket, "-O", order, "-L", socket + ":" + destination, "--", "server"];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
