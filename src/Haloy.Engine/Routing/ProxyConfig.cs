using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Routing;

/// <summary>
/// The proxy's configuration: a pure function of the apps' routes. An app's part is found by its <c>@id</c>, so that one
/// app's change carries every other app's part over untouched.
/// </summary>
internal sealed class ProxyConfig
{
    /// <summary>The proxy's own door for asking which container answers; only the container itself reaches it.</summary>
    public const int ConfirmPort = 2020;

    private readonly SortedDictionary<string, AppPart> _apps = new(StringComparer.Ordinal);

    private ProxyConfig() { }

    /// <summary>A proxy without apps.</summary>
    public static ProxyConfig Empty => new();

    /// <summary>The apps that it routes.</summary>
    public IReadOnlyCollection<string> Apps => _apps.Keys;

    /// <summary>Reads the apps' parts of a loaded configuration.</summary>
    /// <param name="json">What the admin API shows; null: nothing is loaded.</param>
    public static ProxyConfig Parse(JsonNode? json)
    {
        var config = new ProxyConfig();
        var servers = json?["apps"]?["http"]?["servers"];
        foreach (var (id, node) in Parts(servers?["confirm"]?["routes"]))
            config.PartOf(id).Confirm = node;
        foreach (var (id, node) in Parts(servers?["http"]?["routes"]))
            config.PartOf(id).Http = node;
        foreach (var (id, node) in Parts(servers?["https"]?["routes"]))
            config.PartOf(id).Https = node;
        foreach (var (id, node) in Parts(json?["apps"]?["tls"]?["automation"]?["policies"]))
            config.PartOf(id).Tls = node;
        return config;
    }

    /// <summary>Adds an app or replaces its part.</summary>
    public ProxyConfig With(AppRoute route)
    {
        var config = Copy();
        config._apps[route.App] = AppParts.For(route);
        return config;
    }

    /// <summary>Takes an app out.</summary>
    public ProxyConfig Without(string app)
    {
        var config = Copy();
        config._apps.Remove(app);
        return config;
    }

    /// <summary>The whole configuration, as Caddy takes it.</summary>
    /// <param name="load">Tells one load from every other, see <see cref="Handover.Socket"/>; what is only compared needs none.</param>
    public JsonObject ToJson(string load = "")
    {
        var http = new JsonObject { ["servers"] = Servers(load) };
        if (_apps.Count > 0)
            http["shutdown_delay"] = Handover.Delay;
        var apps = new JsonObject { ["http"] = http };
        var policies = _apps.Values.Select(p => p.Tls).OfType<JsonNode>().ToList();
        if (policies.Count > 0)
            apps["tls"] = new JsonObject { ["automation"] = new JsonObject { ["policies"] = Array(policies) } };
        // Without this the local authority would try to install its root into the container's trust store.
        apps["pki"] = new JsonObject
        {
            ["certificate_authorities"] = new JsonObject { ["local"] = new JsonObject { ["install_trust"] = false } },
        };
        return new JsonObject { ["admin"] = new JsonObject { ["listen"] = "localhost:2019" }, ["apps"] = apps };
    }

    private JsonObject Servers(string load)
    {
        var shape = load + string.Concat(_apps.Values.SelectMany(p => new[] { p.Http, p.Https, p.Tls }).Select(n => n?.ToJsonString()));
        var servers = new JsonObject
        {
            ["confirm"] = Server([$"127.0.0.1:{ConfirmPort}"], p => p.Confirm, new JsonObject { ["disable"] = true }),
            ["http"] = Server([":80", Handover.Socket("http", shape)], p => p.Http, new JsonObject { ["disable"] = true }),
        };
        if (_apps.Values.Any(p => p.Https is not null))
            servers["https"] = Server([":443", Handover.Socket("https", shape)], p => p.Https, new JsonObject { ["disable_redirects"] = true });
        return servers;
    }

    private JsonObject Server(string[] listen, Func<AppPart, JsonNode?> part, JsonObject automaticHttps)
    {
        var routes = Array(_apps.Values.Select(part).OfType<JsonNode>().Prepend(Handover.Route()));
        routes.Add(new JsonObject
        {
            ["handle"] = new JsonArray(AppParts.Response(404, "No app is deployed under this host name.\n")),
        });
        return new()
        {
            ["listen"] = new JsonArray([.. listen.Select(l => (JsonNode)JsonValue.Create(l))]),
            ["automatic_https"] = automaticHttps,
            ["routes"] = routes,
            ["errors"] = new JsonObject { ["routes"] = new JsonArray(NoContainerAnswers()) },
        };
    }

    // A known host without a container that can be reached is unavailable, not a bad gateway: clients may retry.
    private static JsonObject NoContainerAnswers() => new()
    {
        ["match"] = new JsonArray(new JsonObject { ["expression"] = "{http.error.status_code} in [502, 503]" }),
        ["handle"] = new JsonArray(AppParts.Unavailable()),
    };

    private static IEnumerable<(string App, JsonNode Node)> Parts(JsonNode? list) =>
        from node in list?.AsArray() ?? []
        let id = (string?)node?["@id"]
        where id is not null && id.StartsWith(AppParts.IdPrefix, StringComparison.Ordinal)
        let app = id[AppParts.IdPrefix.Length..id.LastIndexOf('.')]
        select (app, node.DeepClone());

    private AppPart PartOf(string app)
    {
        if (!_apps.TryGetValue(app, out var part))
            _apps[app] = part = new();
        return part;
    }

    private ProxyConfig Copy()
    {
        var copy = new ProxyConfig();
        foreach (var (app, part) in _apps)
            copy._apps[app] = part;
        return copy;
    }

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes.Select(n => n.DeepClone())]);
}

/// <summary>One app's part of each list of the configuration.</summary>
internal sealed class AppPart
{
    public JsonNode? Confirm { get; set; }

    public JsonNode? Http { get; set; }

    public JsonNode? Https { get; set; }

    public JsonNode? Tls { get; set; }
}
