using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Routing;

/// <summary>
/// Caddy's admin API, which listens inside the container only: HTTP through <c>nc</c> in an exec. Needed only when the
/// shape of the routes changes; the change is made on what is loaded, under its ETag, so that two deploys at once both
/// end up routed.
/// </summary>
internal sealed class ProxyAdmin(DockerEngine engine, string container)
{
    /// <summary>How often a change is tried when other deploys change the configuration meanwhile.</summary>
    private const int Tries = 10;

    /// <summary>Changes the loaded configuration; the reload is atomic, and a refused one leaves the old in place.</summary>
    /// <param name="change">From the loaded configuration to the wanted one; called again after a conflict.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RoutingException">Caddy refused the configuration or could not be reached.</exception>
    public async Task ChangeAsync(Func<ProxyConfig, ProxyConfig> change, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await TryChangeAsync(change, ct))
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                // Caddy opens its admin API anew with every configuration that is loaded: another app's change closed this
                // connection. Whether ours went through shows when it is read again; to load it twice changes nothing.
                if (tries == Tries)
                    throw new RoutingException($"The reverse proxy's admin API does not answer: {e.Message}", e);
            }
            if (tries == Tries)
                throw new RoutingException($"Other deploys changed the reverse proxy's configuration {Tries} times in a row. Deploy again.");
        }
    }

    /// <summary>What is loaded, as a whole configuration that counts as another load.</summary>
    /// <exception cref="RoutingException">Caddy could not be reached.</exception>
    public async Task<JsonObject> CopyAsync(CancellationToken ct)
    {
        try
        {
            using var http = Connect();
            return Fresh(ProxyConfig.Parse((await ReadAsync(http, ct)).Loaded));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new RoutingException($"The reverse proxy's admin API does not answer: {e.Message}", e);
        }
    }

    private static JsonObject Fresh(ProxyConfig config) => config.ToJson(RandomNumberGenerator.GetHexString(16));

    private async Task<bool> TryChangeAsync(Func<ProxyConfig, ProxyConfig> change, CancellationToken ct)
    {
        using var http = Connect();
        var (loaded, etag) = await ReadAsync(http, ct);
        return await WriteAsync(http, Fresh(change(ProxyConfig.Parse(loaded))), etag, ct);
    }

    private HttpClient Connect()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var session = await engine.ExecAsync(container, new ExecCreation { Cmd = ["nc", "127.0.0.1", "2019"], AttachStdin = true }, ct);
                return new ExecStream(session);
            },
        };
        return new(handler) { BaseAddress = new("http://localhost:2019/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    private static async Task<(JsonNode? Loaded, string Etag)> ReadAsync(HttpClient http, CancellationToken ct)
    {
        using var response = await http.GetAsync(new Uri("config/", UriKind.Relative), ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        if (!response.IsSuccessStatusCode)
            throw new RoutingException($"The reverse proxy does not show its configuration: {(int)response.StatusCode} {text}");
        // Caddy sends the tag behind the body, since it is the body's hash.
        var etag = response.TrailingHeaders.TryGetValues("Etag", out var values) || response.Headers.TryGetValues("Etag", out values)
            ? string.Join("", values) : "";
        return (text.Length == 0 ? null : JsonNode.Parse(text), etag);
    }

    private static async Task<bool> WriteAsync(HttpClient http, JsonObject wanted, string etag, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "config/")
        {
            Content = new StringContent(wanted.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (etag.Length > 0)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await http.SendAsync(request, ct);
        if (response.IsSuccessStatusCode)
            return true;
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
            return false;
        var error = await response.Content.ReadAsStringAsync(ct);
        throw new RoutingException($"The reverse proxy refused its new configuration; the old one stays. It says: {Message(error)}");
    }

    private static string Message(string error)
    {
        try
        {
            return (string?)JsonNode.Parse(error)?["error"] ?? error;
        }
        catch (JsonException)
        {
            return error;
        }
    }
}
