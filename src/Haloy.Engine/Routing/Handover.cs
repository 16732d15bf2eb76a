using System;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Haloy.Engine.Routing;

/// <summary>
/// What makes Caddy's reload hand connections over instead of cutting them (docs/decisions/0020): the old configuration
/// goes on serving beside the new one for a while, and asks every connection that it answers on to be opened again.
/// </summary>
internal static class Handover
{
    /// <summary>
    /// How long the old configuration goes on; a connection that is silent all the while is closed at its end. Half of the
    /// connections that are opened meanwhile reach the old one and are asked to go: it lasts until clients whose requests
    /// take most of a second, too, have had ten turns.
    /// </summary>
    public const int DelaySeconds = 8;

    /// <summary>The same, as Caddy takes it.</summary>
    public static string Delay => $"{DelaySeconds}s";

    /// <summary>
    /// A socket inside the container that nobody uses and whose name changes with every load: Caddy delays the old
    /// configuration's end only when something that it listens on goes away. A name that was there before must not come
    /// back: Caddy keeps such a socket bound and would refuse a configuration that goes back to an earlier shape.
    /// </summary>
    /// <param name="server">The server's name; each needs a socket of its own.</param>
    /// <param name="shape">All that the configuration says of the apps, and what tells this load from others.</param>
    public static string Socket(string server, string shape) =>
        $"unix/@haloy-{server}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)).AsSpan(0, 8))}";

    /// <summary>The name in it by which a whole configuration, with no apps too, is told from every other.</summary>
    public static string Name(JsonObject config) =>
        ((string)config["apps"]!["http"]!["servers"]!["http"]!["listen"]![1]!)["unix/@".Length..];

    /// <summary>
    /// Comes before every other route: while the configuration is on its way out, answers end their connection (in HTTP/2
    /// they ask the client to open another). HTTP/3 has no such header and hands over by itself; WebSockets stay.
    /// </summary>
    public static JsonObject Route() => new()
    {
        ["match"] = new JsonArray(new JsonObject
        {
            ["vars"] = new JsonObject { ["{http.shutting_down}"] = new JsonArray("true") },
            ["not"] = new JsonArray(
                new JsonObject { ["header"] = new JsonObject { ["Upgrade"] = new JsonArray("*") } },
                new JsonObject { ["protocol"] = "http/3" }),
        }),
        ["handle"] = new JsonArray(new JsonObject
        {
            ["handler"] = "headers",
            ["response"] = new JsonObject { ["set"] = new JsonObject { ["Connection"] = new JsonArray("close") } },
        }),
    };
}
