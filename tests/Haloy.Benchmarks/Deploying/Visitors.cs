using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Benchmarks.Deploying;

/// <summary>Clients that ask for an app through its proxy, some 80 times a second together, until they are told to go.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _leaving = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly Task[] _clients;
    private long _made;
    private long _lost;

    public Visitors(string address, string host) =>
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => VisitAsync(new Uri($"http://{address}/version"), host))];

    /// <summary>How many requests were made.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>How many of them got no answer, or one that is no success.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_clients);
        _http.Dispose();
        _leaving.Dispose();
    }

    private async Task VisitAsync(Uri uri, string host)
    {
        while (!_leaving.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Host = host } };
            Interlocked.Increment(ref _made);
            try
            {
                using var answer = await _http.SendAsync(request);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _lost);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _lost);
            }
            await Task.Delay(Pause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
