using System.Collections.Generic;
using System.Diagnostics;

namespace Haloy.Engine.Servers;

/// <summary>
/// Runs ssh below a small shell whose input is a pipe from us. The pipe closes when we end, whatever ended us: then the
/// shell ends ssh and removes the private directory. Nobody else can: a killed process cleans up nothing.
/// </summary>
internal static class Watchdog
{
    /// <summary>
    /// The signals of a terminal or a cancelled job reach this shell and ssh too. They are ours to answer — the old
    /// version has to be put back through this very tunnel — so both ignore them (what a shell ignores, its children
    /// inherit ignored, and OpenSSH keeps it so); hence KILL. Two guards, so that killing this shell frees ssh neither.
    /// </summary>
    private const string Script =
        """
        trap '' HUP INT QUIT TERM PIPE
        directory=$1
        shift
        exec 3<&0 >/dev/null
        "$@" 3<&- </dev/null &
        tunnel=$!
        ( while read -r _; do :; done; kill -9 "$tunnel"; rm -rf "$directory" ) <&3 2>/dev/null &
        guard=$!
        exec 3<&- </dev/null
        wait "$tunnel"
        code=$?
        kill -9 "$guard" 2>/dev/null
        rm -rf "$directory"
        exit "$code"
        """;

    /// <summary>For a short order: the same deafness, no watch.</summary>
    private const string DeafScript =
        """
        trap '' HUP INT QUIT TERM
        exec "$@" </dev/null
        """;

    /// <summary>The same for what reads its input.</summary>
    private const string SessionScript =
        """
        trap '' HUP INT QUIT TERM
        exec "$@"
        """;

    public static ProcessStartInfo Session(IEnumerable<string> command, ServerSettings settings) =>
        Shell(SessionScript, command, settings);

    public static ProcessStartInfo Tunnel(string directory, IEnumerable<string> command, ServerSettings settings) =>
        Shell(Script, [directory, .. command], settings);

    public static ProcessStartInfo Order(IEnumerable<string> command, ServerSettings settings) =>
        Shell(DeafScript, command, settings);

    private static ProcessStartInfo Shell(string script, IEnumerable<string> arguments, ServerSettings settings)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "haloy-ssh", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;
        start.Environment.Remove(ServerSettings.PrivateKeyVariable);
        return start;
    }
}
