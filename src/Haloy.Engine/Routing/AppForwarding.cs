using System.Linq;
using System.Text.Json.Nodes;

namespace Haloy.Engine.Routing;

/// <summary>
/// How requests get to an app's containers, as Caddy's JSON. Which they are is read per request from slot files, so that a
/// switch never reloads. What a failure costs is in docs/decisions/0055.
/// </summary>
internal static class AppForwarding
{
    /// <summary>Names the container that answered; only on the confirm door.</summary>
    public const string UpstreamHeader = "X-Haloy-Upstream";

    /// <summary>What it answered; only on the confirm door.</summary>
    public const string StatusHeader = "X-Haloy-Status";

    // Nothing was sent, or what asks to be sent again. A dial that failed is told by its text only; Go's begins so.
    private const string MayBeSentAgain =
        "{http.error.status_code} == 503 || {http.error.message}.startsWith('dial ') || {http.request.method} == 'GET'";

    /// <summary>
    /// Forwards to those that did not fail lately, and where that is nobody to all: whom one request failed at is not
    /// dead for others, and nobody else is there to ask.
    /// </summary>
    public static JsonObject ToTheLively(AppRoute route) => new()
    {
        ["handler"] = "subroute",
        ["routes"] = new JsonArray(Routed(Lively(route))),
        ["errors"] = new JsonObject
        {
            ["routes"] = new JsonArray(
                new JsonObject
                {
                    ["match"] = new JsonArray(new JsonObject { ["expression"] = MayBeSentAgain }),
                    ["handle"] = new JsonArray(ToAny(route)),
                    ["terminal"] = true,
                },
                Routed(SameError())),
        },
    };

    /// <summary>Forwards to all in turn. What has reached one is not sent to another; what has reached none is tried for 5 s.</summary>
    /// <param name="route">The app's route.</param>
    /// <param name="answer">What to answer in place of the container's answer; null: that.</param>
    public static JsonObject ToAny(AppRoute route, JsonObject? answer = null)
    {
        var proxy = Proxy(route, new JsonObject
        {
            ["selection_policy"] = InTurn(),
            ["try_duration"] = "5s",
            ["try_interval"] = "20ms",
            // Without it a GET would be sent again and again to a container that falls over it.
            ["retry_match"] = new JsonArray(new JsonObject { ["method"] = new JsonArray("NONE") }),
        });
        if (answer is not null)
            proxy["handle_response"] = new JsonArray(answer);
        return proxy;
    }

    /// <summary>Who answered and what, always as a success: busybox' wget shows no header of any other answer.</summary>
    public static JsonObject WhoAnswered() => new()
    {
        ["routes"] = new JsonArray(Routed(new JsonObject
        {
            ["handler"] = "static_response",
            ["status_code"] = "200",
            ["headers"] = new JsonObject
            {
                [UpstreamHeader] = new JsonArray("{http.reverse_proxy.upstream.hostport}"),
                [StatusHeader] = new JsonArray("{http.reverse_proxy.status_code}"),
            },
        })),
    };

    // Each container is tried once, without a wait: one that fails is left out for 10 s.
    private static JsonObject Lively(AppRoute route)
    {
        var proxy = Proxy(route, new JsonObject { ["selection_policy"] = InTurn(), ["retries"] = route.Slots });
        proxy["health_checks"] = new JsonObject
        {
            ["passive"] = new JsonObject { ["fail_duration"] = "10s", ["max_fails"] = 1 },
        };
        return proxy;
    }

    private static JsonObject Proxy(AppRoute route, JsonObject balancing) => new()
    {
        ["handler"] = "reverse_proxy",
        ["dynamic_upstreams"] = new JsonObject
        {
            ["source"] = "multi",
            ["sources"] = new JsonArray([.. Enumerable.Range(1, route.Slots).Select(n => (JsonNode)Slot(route, n))]),
        },
        ["load_balancing"] = balancing,
        ["transport"] = new JsonObject
        {
            ["protocol"] = "http",
            ["dial_timeout"] = "1s",
            // Shorter than any app keeps an idle connection (gunicorn 2 s, Node.js and uvicorn 5 s): a request with a body
            // that meets the app's closing of it is lost.
            ["keep_alive"] = new JsonObject { ["idle_timeout"] = "1s" },
        },
        // A reload for another app's sake must not cut this app's WebSockets.
        ["stream_close_delay"] = "24h",
    };

    private static JsonObject Slot(AppRoute route, int number) => new()
    {
        ["source"] = "a",
        ["name"] = "{file." + ProxyPaths.Slot(route.App, number) + "}",
        ["port"] = "{file." + ProxyPaths.SlotPort(route.App, number) + "}",
        // Nothing is looked up for an address. Caddy reads the file once for the key that it remembers the answer under and
        // once for the answer: should a switch fall in between, the answer is soon forgotten.
        ["refresh"] = "1s",
    };

    private static JsonObject InTurn() => new() { ["policy"] = "round_robin" };

    private static JsonObject SameError() => new()
    {
        ["handler"] = "error",
        ["error"] = "{http.error.message}",
        ["status_code"] = "{http.error.status_code}",
    };

    private static JsonObject Routed(JsonObject handler) => new() { ["handle"] = new JsonArray(handler) };
}
