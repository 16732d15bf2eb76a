using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>Clients that keep their connections and ask without a pause until they are told to stop. Nothing is retried.</summary>
internal sealed class RequestLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly SocketsHttpHandler _handler = new() { MaxConnectionsPerServer = 64 };
    private readonly HttpClient _http;
    private readonly Task _clients;

    private RequestLoop(string address, string host, string path, int clients)
    {
        _http = new(_handler) { Timeout = TimeSpan.FromSeconds(30) };
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => AskAsync($"http://{address}{path}", host))));
    }

    /// <summary>How often each answer came: a status code, or an exception's message.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    public int Made => _answers.Values.Sum();

    /// <summary>Answers other than 200.</summary>
    public string Lost => string.Join("; ", _answers.Where(a => a.Key != "200").Select(a => $"{a.Value} × {a.Key}"));

    public static RequestLoop Start(string address, string host, string path = "/", int clients = 32) => new(address, host, path, clients);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _handler.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(string url, string host)
    {
        while (!_stop.IsCancellationRequested)
        {
            string answer;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                request.Headers.Host = host;
                using var response = await _http.SendAsync(request, CancellationToken.None);
                await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                answer = ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)
                    + (response.Headers.RetryAfter is null ? "" : " with Retry-After");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                answer = e.InnerException?.Message ?? e.Message;
            }
            _answers.AddOrUpdate(answer, 1, (_, n) => n + 1);
        }
    }
}
