using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Routing;

/// <summary>An app's routes as Caddy's JSON: its hosts, its doors and their certificates.</summary>
internal static class AppParts
{
    public const string IdPrefix = "haloy.";

    public static AppPart For(AppRoute route)
    {
        var isPlain = route.Tls == TlsMode.Off;
        return new()
        {
            Confirm = Route(route, "confirm", Serve(route, AppForwarding.ToAny(route, AppForwarding.WhoAnswered()))),
            Http = isPlain ? Route(route, "http", [.. Redirects(route, "http"), .. Serve(route, AppForwarding.ToTheLively(route))]) : Route(route, "http", ToHttps(route)),
            Https = isPlain ? null : Route(route, "https", [.. Redirects(route, "https"), .. Serve(route, AppForwarding.ToTheLively(route))]),
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

    // Caddy sets X-Forwarded-For, -Proto and -Host itself. An app may believe others of these headers as well, for
    // which it has to be sure that no client can send them.
    private static JsonObject ForgetWhatClientsSay() => new()
    {
        ["handler"] = "headers",
        ["request"] = new JsonObject { ["delete"] = new JsonArray("Forwarded", "X-Real-Ip", "X-Forwarded-*") },
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
