namespace Haloy.Engine.Routing;

/// <summary>
/// The proxy container's first process: a shell that minds Caddy, and can let another Caddy take over beside the one that
/// serves, in the same network namespace (docs/decisions/0041). It is part of the container; nothing of it is on a volume.
/// </summary>
internal static class ProxyMinder
{
    /// <summary>
    /// Whoever has it is minded this way; a container made by an earlier version of ours is not. Containers outlive versions:
    /// what <see cref="Succeed"/> and the minder agree on may change only with the label.
    /// </summary>
    public const string Label = "haloy.minded";

    /// <summary>
    /// Ends with Caddy, so that the engine's restart policy counts, and hands on the request to end: a TERM as it is; after an
    /// INT, which is the container's stop signal, nobody takes over, so that Caddy ends as soon as nothing is in flight. After a USR1 it starts
    /// the Caddy that was put beside, and knows by the configuration that Caddy saves once all of it runs that it serves:
    /// the admin API would not tell, both listen there. Only then the old one is told to end, which takes
    /// <see cref="Handover.Delay"/>, and half a minute more for what is in flight. What a death in between leaves is the
    /// one or the other in its place.
    /// </summary>
    public const string Script = $$"""
        alive() { grep -q . /proc/$1/cmdline 2>/dev/null; }
        give_up() { kill -9 $new 2>/dev/null; wait $new; echo failed > {{ProxyPaths.Next}}/result; }
        succeed() {
          {{ProxyPaths.Next}}/caddy run --config {{ProxyPaths.Next}}/config.json & new=$!
          n=0
          until grep -q -F "$(cat {{ProxyPaths.Next}}/load)" {{ProxyPaths.Autosave}} 2>/dev/null; do
            n=$((n+1))
            if [ $n -ge 300 ] || ! alive $new; then give_up; return; fi
            sleep 0.1
          done
          # Restarts find the new one under the usual name; both run on, whatever they are called.
          mv {{ProxyPaths.Next}}/caddy "$(command -v caddy)" && mv {{ProxyPaths.Next}}/image {{ProxyPaths.Image}} || { give_up; return; }
          old=$pid; pid=$new
          kill -TERM $old 2>/dev/null
          n=0
          while alive $old && [ $n -lt 340 ]; do n=$((n+1)); sleep 0.1; done
          kill -9 $old 2>/dev/null; wait $old
          echo done > {{ProxyPaths.Next}}/result
        }
        idle() { all=$(wget -q -O - http://localhost:2019/reverse_proxy/upstreams 2>/dev/null) && ! printf '%s' "$all" | grep -q '"num_requests":[1-9]'; }
        finish() {
          kill -TERM $pid $new 2>/dev/null
          while alive $pid; do
            if idle; then kill -QUIT $pid $new 2>/dev/null; break; fi
            sleep 0.1
          done
        }
        new=
        trap 'kill -TERM $pid $new 2>/dev/null' TERM
        trap finish INT
        trap : USR1
        rm -rf {{ProxyPaths.Next}}
        caddy run --resume --config {{ProxyPaths.Config}}/{{ProxyPaths.FirstConfig}} & pid=$!
        while :; do
          wait $pid; code=$?
          if [ -e {{ProxyPaths.Next}}/asked ] && [ ! -e {{ProxyPaths.Next}}/result ]; then succeed; continue; fi
          [ -e /proc/$pid ] || exit $code
        done
        """;

    /// <summary>Run in a container of the new image: puts what it has on the volume that the proxy sees too.</summary>
    public const string Bring = $$"""
        rm -rf {{ProxyPaths.Brought}} && mkdir -p {{ProxyPaths.Brought}} || exit 1
        caddy=$(command -v caddy) || { echo 'It has no caddy.'; exit 1; }
        cp "$caddy" {{ProxyPaths.Brought}}/caddy || exit 1
        # Whom Caddy believes comes with it: an image may have been made for one more authority.
        [ ! -d {{ProxyPaths.Trusted}} ] || cp -RL {{ProxyPaths.Trusted}} {{ProxyPaths.Brought}}/trusted 2>/dev/null
        true
        """;

    /// <summary>
    /// Run in the proxy, with the configuration as input: takes what was brought, sees that it accepts the configuration,
    /// and asks the minder for the change. Fails, and says why, with the old one serving.
    /// </summary>
    /// <param name="image">What to note of the new image.</param>
    /// <param name="load">The text by which the configuration is told from every other.</param>
    public static string Succeed(string image, string load) => $$"""
        n=0
        # Another client's, which went away.
        while [ -e {{ProxyPaths.Next}}/asked ] && [ ! -e {{ProxyPaths.Next}}/result ] && [ $n -lt 700 ]; do n=$((n+1)); sleep 0.1; done
        fail() { printf '%s\n' "$1"; rm -rf {{ProxyPaths.Next}} {{ProxyPaths.Brought}}; exit 3; }
        rm -rf {{ProxyPaths.Next}}
        mkdir -p {{ProxyPaths.Next}} && cat > {{ProxyPaths.Next}}/config.json && cp {{ProxyPaths.Brought}}/caddy {{ProxyPaths.Next}}/caddy \
          && printf %s {{ShellText.Quote(image)}} > {{ProxyPaths.Next}}/image && printf %s {{ShellText.Quote(load)}} > {{ProxyPaths.Next}}/load || fail 'It could not be put in place.'
        [ ! -d {{ProxyPaths.Brought}}/trusted ] || { mkdir -p {{ProxyPaths.Trusted}} && cp -R {{ProxyPaths.Brought}}/trusted/. {{ProxyPaths.Trusted}}/; }
        rm -rf {{ProxyPaths.Brought}}
        out=$({{ProxyPaths.Next}}/caddy validate --config {{ProxyPaths.Next}}/config.json 2>&1) || fail "$(printf '%s\n' "$out" | tail -n 1)"
        : > {{ProxyPaths.Next}}/asked
        kill -USR1 1
        until [ -e {{ProxyPaths.Next}}/result ]; do sleep 0.1; done
        [ "$(cat {{ProxyPaths.Next}}/result)" = done ] || fail 'It ended, or did not serve within 30 s; docker logs {{ProxyContainer.Name}} says more.'
        rm -rf {{ProxyPaths.Next}}
        """;
}
