using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Routing;

/// <summary>
/// What the proxy's shell is told, as pure functions to text: one script is one round trip, however much it waits for
/// on the server. Only what every busybox has is used, and rather what the shell does itself: a script takes as long as the
/// processes that it starts.
/// </summary>
internal static class ProxyScripts
{
    /// <summary>Waits until the admin API answers.</summary>
    public const string AwaitUp = """
        n=0
        until out=$(wget -q -O /dev/null http://localhost:2019/config/ 2>&1); do
          n=$((n+1))
          [ $n -lt 300 ] || { printf '%s\n' "$out"; exit 3; }
          sleep 0.05
        done
        """;

    // `of FILE` puts what a file says into $line, nothing where there is none; `put TEXT FILE` makes it say something, by
    // renaming another over it, unless it says so already.
    private const string Files = """
        of() { line=; [ ! -f "$1" ] || IFS= read -r line < "$1" || :; }
        put() { of "$2"; [ "$line" = "$1" ] || { printf %s "$1" > "${2%/*}/.new" && mv "${2%/*}/.new" "$2"; }; }
        """;

    /// <summary>
    /// Prints every app's route, the given apps' slots, and the room on the disk: <c>route JSON</c> lines, <c>slot APP ADDRESS</c>
    /// lines, a <c>disk</c> line of <c>df -Pk</c>.
    /// </summary>
    public static string Survey(IReadOnlyList<string> apps) => $$"""
        {{Files}}
        for f in {{ProxyPaths.Root}}/*/route.json; do of "$f"; [ -z "$line" ] || printf 'route %s\n' "$line"; done
        for a in {{string.Join(' ', apps)}}; do
          for f in {{ProxyPaths.Root}}/$a/[0-9]*.port; do of "${f%.port}"; [ -z "$line" ] || printf 'slot %s %s\n' "$a" "$line"; done
        done
        set -- $(df -Pk /); shift 7; printf 'disk %s\n' "$*"
        """;

    /// <summary>
    /// Writes every slot, each by renaming over the old; then opens the app. Prints what the slots say afterwards, a line
    /// <c>slot ADDRESS:PORT</c> each. Between the port's rename and the address's a request may meet the one with the other:
    /// nobody listens there, and Caddy reads the files again for the retry.
    /// </summary>
    /// <param name="app">The app's name.</param>
    /// <param name="slots">The number of slots.</param>
    /// <param name="members">All that serve; spare slots repeat them.</param>
    public static string Switch(string app, int slots, IReadOnlyList<Member> members)
    {
        var (folder, closed) = (ProxyPaths.App(app), ProxyPaths.Closed(app));
        var script = new StringBuilder($"set -e\n{Files}\n[ -d {folder} ] || mkdir -p {folder}\n");
        for (var i = 0; i < slots; i++)
        {
            var member = members[i % members.Count];
            script.Append(CultureInfo.InvariantCulture, $"put {member.Port} {ProxyPaths.SlotPort(app, i + 1)}; put {member.Address} {ProxyPaths.Slot(app, i + 1)}\n");
        }
        script.Append(CultureInfo.InvariantCulture, $"[ ! -e {closed} ] || rm -f {closed}\n");
        for (var i = 1; i <= slots; i++)
            script.Append(CultureInfo.InvariantCulture, $"of {ProxyPaths.Slot(app, i)}; a=$line; of {ProxyPaths.SlotPort(app, i)}; printf 'slot %s:%s\\n' \"$a\" \"$line\"\n");
        return script.ToString();
    }

    /// <summary>What <see cref="Lock"/> comes to when somebody else has the lock; it prints the holder then.</summary>
    public const int Held = 75;

    /// <summary>
    /// Locks a file in memory, which no full disk prevents, and leaves it open as 9 in the shell that runs this: the kernel
    /// frees it when that shell ends, whatever ended it. Comes to 0, to <see cref="Held"/>, or to 69 where there is no flock.
    /// </summary>
    /// <param name="app">What is locked.</param>
    /// <param name="holder">Who has it, for those who wait.</param>
    public static string Lock(string app, string holder) => $$"""
        f={{ProxyPaths.Lock(app)}}
        comes_to() { return $1; }
        if command -v flock >/dev/null && [ -w ${f%/*} ]; then
          exec 9>>$f
          if flock -n 9; then printf '%s\n' {{ShellText.Quote(holder)}} > $f; comes_to 0
          else exec 9>&-; line=; IFS= read -r line < $f; printf '%s\n' "$line"; comes_to {{Held}}; fi
        else comes_to 69; fi
        """;

    /// <summary>Has the app's hosts answer 503 from now on.</summary>
    public static string Close(string app) => $"mkdir -p {ProxyPaths.App(app)} && : > {ProxyPaths.Closed(app)}";

    /// <summary>Removes all that was noted of the app.</summary>
    public static string Remove(string app) => $"rm -rf {ProxyPaths.App(app)}";

    /// <summary>Notes the route that is loaded now; comes after <see cref="Switch"/>.</summary>
    public static string NoteRoute(AppRoute route) => $"put {ShellText.Quote(route.ToJson())} {ProxyPaths.Route(route.App)}";

    /// <summary>
    /// Asks through the app's route until each address has answered, at most <paramref name="tries"/> times, and prints
    /// one line per answer: <c>ADDRESS:PORT STATUS</c>.
    /// </summary>
    public static string Confirm(string host, string path, IReadOnlyCollection<string> endpoints, int tries) => $$"""
        left='{{string.Join(' ', endpoints)}}'
        n=0
        while [ -n "$left" ] && [ $n -lt {{tries}} ]; do
          n=$((n+1))
          out=$(timeout 5 wget -q -S -O /dev/null --header {{ShellText.Quote("Host: " + host)}} {{ShellText.Quote($"http://127.0.0.1:{ProxyConfig.ConfirmPort}{path}")}} 2>&1)
          code= who= first=
          while IFS= read -r line; do
            case $line in
              *[Xx]-[Hh]aloy-[Ss]tatus:*) code=${line#*: }; code=${code%%[!0-9]*};;
              *[Xx]-[Hh]aloy-[Uu]pstream:*) who=${line#*: }; who=${who%%[!0-9.:]*};;
              *HTTP/*' '*) [ -n "$first" ] || { first=${line#*HTTP/* }; first=${first%%[!0-9]*}; };;
            esac
          done <<HALOY_END
        $out
        HALOY_END
          [ -n "$code" ] || code=$first
          printf '%s %s\n' "${who:--}" "${code:--}"
          rest=
          for e in $left; do [ "$e" = "$who" ] || rest="$rest $e"; done
          left=${rest# }
          [ -z "$left" ] || [ -n "$who" ] || sleep 0.05
        done
        [ -z "$left" ]
        """;

    /// <summary>Does what another script does, and, unless that gave up half way, prints how many requests each container has in flight then: a line <c>flight JSON</c>.</summary>
    public static string WithFlight(string script) => $$"""
        {{script}}
        code=$?
        printf 'flight %s\n' "$(timeout 5 wget -q -O - http://localhost:2019/reverse_proxy/upstreams)"
        exit $code
        """;

    /// <summary>
    /// Waits until none of the endpoints has a request in flight. Prints the entries that still have some when the time
    /// is up, and fails then.
    /// </summary>
    public static string Drain(IReadOnlyCollection<string> endpoints, int seconds) => endpoints.Count == 0 ? ":" : $$"""
        set -f
        end=$(($(date +%s)+{{seconds}}))
        while :; do
          # Not answered means not known: another app's change opens the admin API anew.
          busy='the proxy did not say'
          if all=$(wget -q -O - http://localhost:2019/reverse_proxy/upstreams); then
            busy=
            IFS='{'
            for entry in $all; do
              case $entry in
                *'"num_requests":0'[,}]*) ;;
                {{string.Join('|', endpoints.Select(e => $"*'\"address\":\"{e}\"'*"))}}) busy="$busy$entry ";;
              esac
            done
            unset IFS
            [ -z "$busy" ] && exit 0
          fi
          [ $(date +%s) -ge $end ] && { printf '%s\n' "$busy"; exit 3; }
          sleep 0.05
        done
        """;

    /// <summary>
    /// Asks a container for its health until it answers 2xx or 3xx: every 50 ms at first, after 40 tries less and less
    /// often, to once a second. Prints the last answer, and fails when the time is up.
    /// </summary>
    public static string Probe(string address, int port, string path, int seconds) => $$"""
        end=$(($(date +%s)+{{seconds}}))
        tries=0
        wait=0
        while :; do
          first=$(timeout 5 wget -q -S -O /dev/null {{ShellText.Quote(string.Create(CultureInfo.InvariantCulture, $"http://{address}:{port}{path}"))}} 2>&1)
          first=${first%%
        *}
          case $first in
            *HTTP/*' '[23][0-9][0-9]*) printf '%s\n' "$first"; exit 0;;
          esac
          [ $(date +%s) -ge $end ] && { printf '%s\n' "${first:-no answer within 5 s}"; exit 3; }
          tries=$((tries+1))
          [ $tries -lt 40 ] || [ $wait -ge 10 ] || wait=$((wait+1))
          if [ $wait -ge 10 ]; then sleep 1; elif [ $wait -ge 1 ]; then sleep 0.$wait; else sleep 0.05; fi
        done
        """;
}
