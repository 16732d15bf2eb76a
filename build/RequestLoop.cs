using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Clients that ask for the app's version again and again, each over its own connection that is kept alive.</summary>
sealed class RequestLoop
{
    const int Clients = 8;

    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, int> _answers = new();
    readonly Task _clients;
    int _lost;
    string _firstLoss;

    RequestLoop(Uri address, string host)
        => _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(address, host))));

    public static RequestLoop Start(Uri address, string host)
        => new(address, host);

    /// <returns>How many requests were made and lost, and which versions answered.</returns>
    public async Task<(int Made, int Lost, string FirstLoss, IReadOnlyDictionary<string, int> Answers)> StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        return (_answers.Values.Sum() + _lost, _lost, _firstLoss, _answers);
    }

    public static async Task<string> AskOnceAsync(HttpClient client, Uri address, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } };
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsStringAsync()).Trim();
    }

    async Task AskAsync(Uri address, string host)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _answers.AddOrUpdate(await AskOnceAsync(client, new Uri(address, "/version"), host), 1, (_, count) => count + 1);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref _lost);
                _firstLoss ??= exception.Message;
            }

            // Leaves the machine some room: it also runs the servers and builds the image.
            await Task.Delay(10);
        }
    }
}
