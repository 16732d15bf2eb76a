using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Deploying;

/// <summary>Who has the ports that the reverse proxy needs, before the engine refuses to start it.</summary>
internal static partial class TakenPorts
{
    private static readonly int[] s_wanted = [80, 443];

    private const string Script = """
        PATH=$PATH:/usr/sbin:/sbin
        if command -v ss >/dev/null 2>&1; then ss -Hltnp | sed 's/^/ss /'
        else sed 's/^/tcp /' /proc/net/tcp /proc/net/tcp6; fi
        """;

    /// <summary>Looks, when there is no proxy of ours that has them.</summary>
    /// <returns>What is in the way, a sentence per port.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(DeployServer server, IReadOnlyList<ContainerSummary> containers, CancellationToken ct)
    {
        var listeners = Listeners(await server.RunAsync(Script, ct) ?? "");
        return [.. s_wanted.Select(port => Problem(port, containers, listeners)).OfType<string>()];
    }

    /// <summary>Reads what <c>ss</c> or the kernel says: the port, and the process where the login may know it.</summary>
    internal static IReadOnlyDictionary<int, string?> Listeners(string answer)
    {
        var found = new Dictionary<int, string?>();
        foreach (var line in answer.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // ss LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=7,fd=6))
            if (words is ["ss", "LISTEN", _, _, var local, ..] && int.TryParse(local[(local.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture, out var port))
                found[port] = found.GetValueOrDefault(port) ?? Process(line);
            // tcp 0: 00000000:0050 00000000:0000 0A …
            else if (words is ["tcp", _, var hex, _, "0A", ..] && int.TryParse(hex[(hex.LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out port))
                found.TryAdd(port, null);
        }
        return found;
    }

    private static string? Process(string line) =>
        ProcessWord().Match(line) is { Success: true } match ? $"{match.Groups["name"].Value} (process {match.Groups["id"].Value})" : null;

    private static string? Problem(int port, IReadOnlyList<ContainerSummary> containers, IReadOnlyDictionary<int, string?> listeners)
    {
        var begin = FormattableString.Invariant($"port {port}, which the reverse proxy needs, is taken");
        if (containers.FirstOrDefault(c => c.PublishedPorts.Contains(port)) is { } container)
        {
            var name = container.Names.FirstOrDefault() ?? container.Id[..12];
            return $"{begin} by the container '{name}' ({container.Image}). Stop it there (docker stop {name}) or publish it at another port.";
        }
        if (!listeners.TryGetValue(port, out var process))
            return null;
        return process is null
            ? FormattableString.Invariant($"{begin}. By what, only root may know: sudo ss -ltnp sport = :{port}. Stop it there.")
            : $"{begin} by {process}. Stop it there, for good (systemctl disable --now …), or let it listen at another port.";
    }

    [GeneratedRegex("""\(\("(?<name>[^"]+)",pid=(?<id>\d+)""")]
    private static partial Regex ProcessWord();
}
