using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>The few requests that the lab itself sends to an engine.</summary>
internal sealed class EngineApi : IDisposable
{
    private readonly HttpClient _client;

    public EngineApi(string socket)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://engine/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri("_ping", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The id of the image of that name, null when there is none.</summary>
    public async Task<string?> ImageIdAsync(string reference, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri($"images/{reference}/json", UriKind.Relative), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;

        answer.EnsureSuccessStatusCode();
        using JsonDocument image = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return image.RootElement.GetProperty("Id").GetString();
    }

    /// <summary>Loads an archive. The status says 200 also when it failed; the stream of messages tells.</summary>
    public async Task LoadAsync(HttpContent archive, CancellationToken cancellationToken)
    {
        archive.Headers.ContentType = new("application/x-tar");
        using HttpResponseMessage answer = await _client.PostAsync(new Uri("images/load?quiet=1", UriKind.Relative), archive, cancellationToken);
        string said = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || said.Contains("errorDetail", StringComparison.Ordinal) || said.Contains("Error unpacking", StringComparison.Ordinal))
            throw new IOException($"The engine did not load the image: {(int)answer.StatusCode} {said}");
    }

    public void Dispose() => _client.Dispose();
}
