using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Haloy.Testing.App;

/// <summary>Everything that can be asked.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app, Switches switches)
    {
        string version = File.Exists("version") ? File.ReadAllText("version").Trim() : "unknown";
        string host = Environment.MachineName;

        Text(app, "/", () => $"app {version} on {host}\n");
        Text(app, "/version", () => version);
        Text(app, "/host", () => host);
        app.MapGet("/health", async (HttpContext context) =>
        {
            bool healthy = switches.Check();
            if (!healthy) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(healthy ? "healthy" : "unhealthy");
        });
        app.MapPost("/health/fail", (HttpContext _) => { switches.Healthy = false; return Task.CompletedTask; });
        app.MapPost("/health/pass", (HttpContext _) => { switches.Healthy = true; return Task.CompletedTask; });
        app.MapGet("/slow", async (HttpContext context) =>
        {
            await Task.Delay(Number(context, "ms", 1000));
            await context.Response.WriteAsync(version);
        });
        app.MapGet("/stream", StreamAsync);
        app.MapGet("/env", (HttpContext context) => context.Response.WriteAsync(Variables()));
        app.MapGet("/headers", (HttpContext context) =>
            context.Response.WriteAsync(string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n"))));
        app.Map("/cut", (HttpContext context) => { switches.Cut(); context.Abort(); });
        Text(app, "/cuts", () => $"{switches.Cuts}");
        app.MapPost("/length", async (HttpContext context) => await context.Response.WriteAsync($"{await LengthAsync(context.Request.Body)}"));
        app.Map("/ws", (HttpContext context) => EchoAsync(context, host, app.Lifetime.ApplicationStopping));
    }

    private static void Text(WebApplication app, string path, Func<string> text) =>
        app.MapGet(path, (HttpContext context) => context.Response.WriteAsync(text()));

    /// <summary>?count= lines, one every ?ms=.</summary>
    private static async Task StreamAsync(HttpContext context)
    {
        for (int line = 1; line <= Number(context, "count", 10); line++)
        {
            await context.Response.WriteAsync($"{line}\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Number(context, "ms", 100), context.RequestAborted);
        }
    }

    /// <summary>Says goodbye when the app is stopped, as a good app does: nobody else could tell its clients.</summary>
    private static async Task EchoAsync(HttpContext context, string host, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.Headers["X-Host"] = host;
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[4096];
        using CancellationTokenRegistration goodbye = stopping.Register(() => _ = socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "stopping", CancellationToken.None));
        while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } message)
        {
            if (socket.State == WebSocketState.Open)
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, CancellationToken.None);
        }
        if (socket.State == WebSocketState.CloseReceived) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static async Task<long> LengthAsync(Stream body)
    {
        long length = 0;
        byte[] buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer) is > 0 and int read) length += read;
        return length;
    }

    private static string Variables() =>
        string.Concat(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}\n").Order(StringComparer.Ordinal));

    private static int Number(HttpContext context, string name, int otherwise) =>
        context.Request.Query.TryGetValue(name, out var given) ? int.Parse(given.ToString(), CultureInfo.InvariantCulture) : otherwise;
}
