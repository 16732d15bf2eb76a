using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Routing;

/// <summary>
/// An app's routes as Caddy's JSON. Upstreams are read per request from slot files, so a switch never reloads; the
/// retries and the passive health are those measured without a lost request (design/facts.md).
/// </summary>
internal static class AppParts
{
    public const string IdPrefix = "haloy.";

    /// <summary>Names the container that answered; only on the confirm door.</summary>
    public const string UpstreamHeader = "X-Haloy-Upstream";

    /// <summary>What it answered; only on the confirm door.</summary>
    public const string StatusHeader = "X-Haloy-Status";

    public static AppPart For(AppRoute route)
    {
        var isPlain = route.Tls == TlsMode.Off;
        return new()
        {
            Confirm = Route(route, "confirm", Serve(route, ReverseProxy(route, Upstream()))),
            Http = isPlain ? Route(route, "http", [.. Redirects(route, "http"), .. Serve(route, ReverseProxy(route))]) : Route(route, "http", ToHttps(route)),
            Https = isPlain ? null : Route(route, "https", [.. Redirects(route, "https"), .. Serve(route, ReverseProxy(route))]),
            Tls = isPlain ? null : Policy(route),
        };
    }

    /// <summary>An answer of the proxy's own.</summary>
    public static JsonObject Response(int status, string body) => new()
    {
        ["handler"] = "static_response",
        ["status_code"] = status.ToString(CultureInfo.InvariantCulture),
        ["body"] = body,
    };

    /// <summary>503 with the hint to come back.</summary>
    public static JsonObject Unavailable()
    {
        var response = Response(503, "The app is not available at the moment.\n");
        response["headers"] = new JsonObject { ["Retry-After"] = new JsonArray("2") };
        return response;
    }

    private static JsonObject Route(AppRoute route, string door, IEnumerable<JsonObject> routes) => new()
    {
        ["@id"] = $"{IdPrefix}{route.App}.{door}",
        ["match"] = new JsonArray(new JsonObject { ["host"] = Texts(route.Hosts) }),
        ["handle"] = new JsonArray(new JsonObject
        {
            ["handler"] = "subroute",
            ["routes"] = new JsonArray([.. routes]),
        }),
        ["terminal"] = true,
    };

    private static IEnumerable<JsonObject> Serve(AppRoute route, JsonObject proxy)
    {
        yield return new()
        {
            ["match"] = new JsonArray(new JsonObject
            {
                ["file"] = new JsonObject { ["root"] = ProxyPaths.App(route.App), ["try_files"] = new JsonArray("/closed") },
            }),
            ["handle"] = new JsonArray(Unavailable()),
            ["terminal"] = true,
        };
        yield return new() { ["handle"] = new JsonArray(ForgetWhatClientsSay(), proxy) };
    }

    private static IEnumerable<JsonObject> Redirects(AppRoute route, string scheme) =>
        from domain in route.Domains
        where domain.Aliases.Count > 0
        select Redirect(domain.Aliases, 301, $"{scheme}://{domain.Domain}{{http.request.uri}}");

    private static IEnumerable<JsonObject> ToHttps(AppRoute route) =>
        Redirects(route, "https").Append(Redirect(route.Domains.Select(d => d.Domain), 308, "https://{http.request.host}{http.request.uri}"));

    private static JsonObject Redirect(IEnumerable<string> hosts, int status, string location) => new()
    {
        ["match"] = new JsonArray(new JsonObject { ["host"] = Texts(hosts) }),
        ["handle"] = new JsonArray(new JsonObject
        {
            ["handler"] = "static_response",
            ["status_code"] = status.ToString(CultureInfo.InvariantCulture),
            ["headers"] = new JsonObject { ["Location"] = new JsonArray(location) },
        }),
        ["terminal"] = true,
    };

    private static JsonObject ReverseProxy(AppRoute route, JsonObject answer)
    {
        var proxy = ReverseProxy(route);
        proxy["handle_response"] = new JsonArray(answer);
        return proxy;
    }

    // Caddy sets X-Forwarded-For, -Proto and -Host itself. An app may believe others of these headers as well, for
    // which it has to be sure that no client can send them.
    private static JsonObject ForgetWhatClientsSay() => new()
    {
        ["handler"] = "headers",
        ["request"] = new JsonObject { ["delete"] = new JsonArray("Forwarded", "X-Real-Ip", "X-Forwarded-*") },
    };

    private static JsonObject ReverseProxy(AppRoute route) => new()
    {
        ["handler"] = "reverse_proxy",
        ["dynamic_upstreams"] = new JsonObject
        {
            ["source"] = "multi",
            ["sources"] = new JsonArray([.. Enumerable.Range(1, route.Slots).Select(n => (JsonNode)Slot(route, n))]),
        },
        ["load_balancing"] = new JsonObject
        {
            ["selection_policy"] = new JsonObject { ["policy"] = "round_robin" },
            ["try_duration"] = "5s",
            ["try_interval"] = "20ms",
        },
        ["health_checks"] = new JsonObject
        {
            ["passive"] = new JsonObject { ["fail_duration"] = "10s", ["max_fails"] = 1 },
        },
        ["transport"] = new JsonObject { ["protocol"] = "http", ["dial_timeout"] = "1s" },
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

    // Who answered and what, always as a success: busybox' wget shows no header of any other answer.
    private static JsonObject Upstream() => new()
    {
        ["routes"] = new JsonArray(new JsonObject
        {
            ["handle"] = new JsonArray(new JsonObject
            {
                ["handler"] = "static_response",
                ["status_code"] = "200",
                ["headers"] = new JsonObject
                {
                    [UpstreamHeader] = new JsonArray("{http.reverse_proxy.upstream.hostport}"),
                    [StatusHeader] = new JsonArray("{http.reverse_proxy.status_code}"),
                },
            }),
        }),
    };

    private static JsonObject Policy(AppRoute route)
    {
        JsonObject issuer = new() { ["module"] = route.Tls == TlsMode.Internal ? "internal" : "acme" };
        if (route is { Tls: TlsMode.Auto, AcmeEmail: { } email })
            issuer["email"] = email;
        if (route.AcmeDirectory is { } directory)
            issuer["ca"] = directory;
        return new()
        {
            ["@id"] = $"{IdPrefix}{route.App}.tls",
            ["subjects"] = Texts(route.Hosts),
            ["issuers"] = new JsonArray(issuer),
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);
}
