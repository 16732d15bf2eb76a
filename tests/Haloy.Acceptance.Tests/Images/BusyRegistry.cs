using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>A registry that lets nobody have anything today, as a public one does that is asked too often.</summary>
internal sealed class BusyRegistry : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    public BusyRegistry(string address)
    {
        using (var free = new TcpListener(IPAddress.Parse(address), 0))
        {
            free.Start();
            Host = $"{address}:{((IPEndPoint)free.LocalEndpoint).Port}";
        }
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _answering = AnswerAsync();
    }

    public string Host { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _answering;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var isPing = context.Request.Url!.AbsolutePath == "/v2/";
                context.Response.StatusCode = isPing ? 200 : 429;
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.ASCII.GetBytes(isPing ? "{}"
                    : """{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}"""), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
