using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary>
/// A client with a WebSocket that says something and waits for the echo, again and again. When its container says
/// goodbye it opens another; anything else that ends a WebSocket is remembered.
/// </summary>
internal sealed class SocketLoop : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpMessageInvoker _http;
    private readonly Uri _url;
    private readonly List<string> _cut = [];
    private readonly Task _client;

    private SocketLoop(string address, Uri url)
    {
        _http = new(Wire.Handler(address));
        _url = url;
        _client = Task.Run(TalkAsync);
    }

    /// <summary>Echoes that came back.</summary>
    public int Echoes { get; private set; }

    /// <summary>The container of each WebSocket, in order; all but the last said goodbye.</summary>
    public List<string> Hosts { get; } = [];

    /// <summary>How WebSockets ended that were not said goodbye to.</summary>
    public string Cut => string.Join("; ", _cut);

    public static SocketLoop Start(string address, string url) => new(address, new(url));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _client;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task TalkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await OpenAsync();
                var goodbye = await TalkAsync(socket);
                if (goodbye is not null && goodbye != WebSocketCloseStatus.EndpointUnavailable)
                    _cut.Add($"closed with {goodbye}");
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException)
            {
                _cut.Add(e.InnerException?.Message ?? e.Message);
            }
        }
    }

    private async Task<ClientWebSocket> OpenAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(_url, _http, CancellationToken.None);
        Hosts.Add(string.Join("", socket.HttpResponseHeaders!["X-Host"]));
        return socket;
    }

    /// <summary>Until the other side says goodbye, or this one is told to stop (then null).</summary>
    private async Task<WebSocketCloseStatus?> TalkAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64];
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            var said = Encoding.UTF8.GetBytes($"{n}");
            await socket.SendAsync(said, WebSocketMessageType.Text, true, CancellationToken.None);
            var heard = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (heard.MessageType == WebSocketMessageType.Close)
            {
                return heard.CloseStatus;
            }
            if (!buffer.AsSpan(0, heard.Count).SequenceEqual(said))
                _cut.Add($"said {n}, heard {Encoding.UTF8.GetString(buffer, 0, heard.Count)}");
            Echoes++;
            await Task.Delay(Pause, CancellationToken.None);
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return null;
    }
}
