using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Why a server that lets us in does not lead to its engine. sshd says the same of a socket that is missing, one that is
/// not allowed and one that its settings forbid, so that the server is asked, where the login may run anything.
/// </summary>
internal static class EngineDiagnosis
{
    /// <summary>The failure with its one cause, or as it was where that cannot be told.</summary>
    public static async Task<ServerUnreachableException> ExplainAsync(
        ServerUnreachableException seen, IServerConnection connection, string socket, CancellationToken ct)
    {
        if (seen.Reason is not (UnreachableReason.SocketUnusable or UnreachableReason.ForwardingForbidden) || connection.Connections == 0)
            return seen;
        try
        {
            return await connection.RunAsync(Script(socket), ct) is { } answer ? Explain(seen, connection.Address, socket, answer) : seen;
        }
        catch (ServerUnreachableException)
        {
            return seen;
        }
    }

    internal static ServerUnreachableException Explain(ServerUnreachableException seen, ServerAddress address, string socket, string answer)
    {
        var said = answer.Split('\n').Select(line => line.Trim().Split(' ', 2)).ToLookup(words => words[0], words => words.ElementAtOrDefault(1) ?? "");
        var user = said["user"].FirstOrDefault() ?? "the user";
        var clients = said["has"].ToHashSet(StringComparer.Ordinal);
        if (said["socket"].FirstOrDefault() is not { } listed)
            return clients.Contains("dockerd") || clients.Contains("docker")
                ? Because(UnreachableReason.SocketUnusable, $"its Docker engine does not run: {socket} is not there.", "Start it there: systemctl enable --now docker (or: service docker start).")
                : Because(
                    UnreachableReason.SocketUnusable, $"it has no Docker engine: {socket} is not there.",
                    "Install one there: apt-get install docker.io (Debian, Ubuntu), or https://docs.docker.com/engine/install."
                    + (clients.Contains("podman") ? " Podman is there: its service has to listen at that path." : ""));
        if (!said.Contains("usable"))
            return Because(
                UnreachableReason.SocketUnusable, $"{user} may not use its Docker engine: {socket} belongs to {Owner(listed)}, and {user} is in {Groups(said["groups"])}.",
                $"Let the user in there, as root: usermod -aG {Group(listed)} {user}. It counts from the next login. (Whoever may use the engine can become root.)");
        if (said.Contains("answers"))
            return Because(
                UnreachableReason.ForwardingForbidden, $"its SSH settings forbid forwarding to {socket}: the engine answers there, but not through the connection.",
                SshSettings);
        return said.Contains("asked")
            ? Because(UnreachableReason.SocketUnusable, $"its Docker engine does not answer on {socket}.", "Look why, there: systemctl status docker; journalctl -u docker -n 50.")
            : seen;

        ServerUnreachableException Because(UnreachableReason reason, string what, string remedy) => new(address, reason, what, remedy);
    }

    private const string SshSettings =
        "In its sshd_config set AllowStreamLocalForwarding yes (the default), without DisableForwarding, reload sshd, and remove no-port-forwarding or restrict from the key's line in authorized_keys.";

    private static string Script(string socket) => $"""
        s='{socket.Replace("'", @"'\''", StringComparison.Ordinal)}'
        PATH=$PATH:/usr/sbin:/sbin
        echo "user $(id -un)"
        echo "groups $(id -Gn)"
        if [ -S "$s" ]; then echo "socket $(ls -ldL "$s")"; fi
        if [ -r "$s" ] && [ -w "$s" ]; then echo usable; fi
        for c in docker dockerd podman; do if command -v $c >/dev/null 2>&1; then echo "has $c"; fi; done
        if command -v curl >/dev/null 2>&1; then
          echo asked; if curl -fs --max-time 5 --unix-socket "$s" http://docker/_ping >/dev/null 2>&1; then echo answers; fi
        elif command -v docker >/dev/null 2>&1; then
          echo asked; if docker -H "unix://$s" version >/dev/null 2>&1; then echo answers; fi
        fi
        """;

    // srw-rw---- 1 root docker 0 Nov 25 13:00 /run/docker.sock
    private static string Owner(string listed) => Words(listed) is [_, _, var owner, var group, ..] ? $"{owner} and the group {group}" : "somebody else";

    private static string Group(string listed) => Words(listed) is [_, _, _, var group, ..] && group != "root" ? group : "docker";

    private static string Groups(IEnumerable<string> said) => string.Join(", ", (said.FirstOrDefault() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
