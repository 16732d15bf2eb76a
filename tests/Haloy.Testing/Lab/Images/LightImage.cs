using System.Text.Json.Nodes;

namespace Haloy.Testing.Lab;

/// <summary>
/// A version of an app that starts at once, for tests that deploy very often: it answers every request with its version.
/// Its environment makes it fail: UNHEALTHY_REPLICA=2 lets the second replica answer 503, EXIT_AFTER=3 ends it after 3 s.
/// </summary>
public sealed record LightImage(string Version)
{
    public string Reference => $"haloy-lab/light:{Version}";

    internal LabImage Create(LabImage caddy)
    {
        var config = new JsonObject
        {
            ["Env"] = new JsonArray("PATH=/usr/bin", "HOME=/root"),
            ["Entrypoint"] = new JsonArray("sh", "/light.sh"),
            ["ExposedPorts"] = new JsonObject { ["8080/tcp"] = new JsonObject() },
        };
        return LabImage.On(caddy, Reference, config, ImageLayer.Of(layer => layer.Text("light.sh", $"""
            status=200
            [ "$UNHEALTHY_REPLICA" != "$HALOY_REPLICA_ID" ] || status=503
            set -- caddy respond --listen :8080 --status $status --body '{Version}'
            [ -n "$EXIT_AFTER" ] || exec "$@"
            "$@" &
            sleep "$EXIT_AFTER"
            echo 'exiting because EXIT_AFTER says so' >&2
            exit 3

            """)));
    }
}
