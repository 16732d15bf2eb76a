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
        if (settings.SshConfigFile is { } config)
            line.AddRange("-F", config);
        line.AddRange("-M", "-S", files.ControlSocket, "-N", "-T");
        Option("BatchMode", "yes");
        Option("ConnectTimeout", Number(int.Max(1, (int)settings.ConnectTimeout.TotalSeconds)));
        Option("ServerAliveInterval", Number(AliveInterval));
        Option("ServerAliveCountMax", Number(AliveCount));
        Option("ControlPersist", "no");
        Option("ClearAllForwardings", "yes");
        Option("StreamLocalBindMask", "0177");
        if (files.PrivateKey is { } key)
        {
            line.AddRange("-i", key);
            Option("IdentitiesOnly", "yes");
        }

        // In the place of the system's files: they are named again, and the user's own stay what ssh_config says.
        if (files.KnownHosts is { } hosts)
            Option("GlobalKnownHostsFile", hosts + " /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2");
        if (address.User is { } user)
            line.AddRange("-l", user);
        if (address.Port is { } port)
            line.AddRange("-p", Number(port));
        line.AddRange("--", address.Host);
        return line.ToImmutable();

        void Option(string name, string value) => line.AddRange("-o", name + "=" + value);
    }

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

    private static ImmutableArray<string> Order(
        ServerSettings settings, string controlSocket, string order, string socket, string destination) =>
        [settings.SshExecutable, "-F", "/dev/null", "-S", controlSocket, "-O", order, "-L", socket + ":" + destination, "--", "server"];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
