using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Load;

/// <summary>
/// Clients that keep their connections and ask again and again until they are told to stop. Nothing is retried but what
/// .NET's own client does with a kept connection that is closed before the answer begins; of a request with a body it
/// retries nothing.
/// </summary>
public sealed class RequestLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly IReadOnlyList<HttpClient> _connections;
    private readonly Uri _url;
    private readonly TimeSpan _pause;
    private readonly byte[]? _body;
    private readonly bool _closes;
    private readonly Task _clients;
    private int _opened;

    private RequestLoop(string address, Uri url, Version version, int connections, int clients, TimeSpan pause, byte[]? body = null, bool closes = false)
    {
        (_url, _pause, _body, _closes) = (url, pause, body, closes);
        _connections = [.. Enumerable.Range(0, connections).Select(_ => Wire.Client(address, version, () => Interlocked.Increment(ref _opened)))];
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(() => AskAsync(_connections[n % connections]))));
    }

    /// <summary>How often each answer came: a status code, or an exception's message.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    public int Made => _answers.Values.Sum();

    /// <summary>How many connections were opened; no more than there are clients, unless some were closed.</summary>
    public int Opened => _opened;

    /// <summary>Answers other than 200.</summary>
    public string Lost => string.Join("; ", _answers.Where(a => a.Key != "200").Select(a => $"{a.Value} × {a.Key}"));

    /// <summary>HTTP/1.1, a connection per client.</summary>
    public static RequestLoop Start(string address, string host, string path = "/", int clients = 32, string scheme = "http", TimeSpan pause = default) =>
        new(address, new($"{scheme}://{host}{path}"), HttpVersion.Version11, 1, clients, pause);

    /// <summary>HTTP/1.1, a connection per client, requests with a body and without a pause: every request that a server drops shows.</summary>
    public static RequestLoop StartPosting(string address, string host, int clients = 32, string scheme = "http") =>
        new(address, new($"{scheme}://{host}/length"), HttpVersion.Version11, 1, clients, default, new byte[16]);

    /// <summary>HTTP/2 over TLS, some connections with many requests at once on each.</summary>
    public static RequestLoop StartHttp2(string address, string host, string path = "/", int connections = 4, int clients = 64, TimeSpan pause = default) =>
        new(address, new($"https://{host}{path}"), HttpVersion.Version20, connections, clients, pause);

    /// <summary>HTTP/1.1, one client, a connection per request.</summary>
    public static RequestLoop StartOpening(string address, string host, TimeSpan pause) =>
        new(address, new($"http://{host}/"), HttpVersion.Version11, 1, 1, pause, closes: true);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var connection in _connections)
            connection.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(HttpClient http)
    {
        while (!_stop.IsCancellationRequested)
        {
            var answer = await AnswerAsync(http);
            _answers.AddOrUpdate(answer, 1, (_, n) => n + 1);
            if (_pause > TimeSpan.Zero)
                await Task.Delay(_pause, CancellationToken.None);
        }
    }

    private async Task<string> AnswerAsync(HttpClient http)
    {
        try
        {
            using var request = new HttpRequestMessage(_body is null ? HttpMethod.Get : HttpMethod.Post, _url) { Content = _body is null ? null : new ByteArrayContent(_body) };
            request.Headers.ConnectionClose = _closes;
            request.Version = http.DefaultRequestVersion;
            request.VersionPolicy = http.DefaultVersionPolicy;
            using var response = await http.SendAsync(request, CancellationToken.None);
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture) + (response.Headers.RetryAfter is null ? "" : " with Retry-After");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return e.InnerException?.Message ?? e.Message;
        }
    }
}
