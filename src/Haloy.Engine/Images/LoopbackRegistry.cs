using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>
/// A registry of one image that can only be read, on this machine's loopback and for the time of a build: the .NET SDK takes
/// base images from registries alone.
/// </summary>
internal sealed class LoopbackRegistry : IAsyncDisposable
{
    private const int Tries = 20;

    private readonly ImageArchive _image;
    private readonly HttpListener _listener;
    private readonly Task _serving;

    /// <param name="image">The image; it stays the caller's.</param>
    public LoopbackRegistry(ImageArchive image)
    {
        _image = image;
        (_listener, Host) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Address and port.</summary>
    public string Host { get; }

    /// <summary>The image's reference.</summary>
    public string Reference => $"{Host}/base:archive";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The listener cannot choose a port itself, and one that is free may be taken before it listens.
    private static (HttpListener Listener, string Host) Listen()
    {
        for (var tries = 1; ; tries++)
        {
            var host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}");
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{host}/");
            try
            {
                listener.Start();
                return (listener, host);
            }
            catch (HttpListenerException) when (tries < Tries)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                answers.RemoveAll(a => a.IsCompleted);
                answers.Add(AnswerAsync(context));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        var path = context.Request.Url!.AbsolutePath;
        if (Find(path) is not var (type, length, open))
        {
            response.StatusCode = path == "/v2/" ? 200 : 404;
            return;
        }
        response.ContentType = type;
        response.ContentLength64 = length;
        response.Headers["Docker-Content-Digest"] = path.Contains("/manifests/", StringComparison.Ordinal) ? _image.ManifestDigest : path[(path.LastIndexOf('/') + 1)..];
        if (context.Request.HttpMethod == "HEAD")
            return;
        await using var content = open();
        await content.CopyToAsync(response.OutputStream, CancellationToken.None);
    }

    private (string Type, long Length, Func<Stream> Open)? Find(string path)
    {
        if (path.Contains("/manifests/", StringComparison.Ordinal))
            return ("application/vnd.oci.image.manifest.v1+json", _image.Manifest.Length, () => new MemoryStream(_image.Manifest));
        var digest = path[(path.LastIndexOf('/') + 1)..];
        if (digest == _image.ConfigDigest)
            return ("application/octet-stream", _image.Config.Length, () => new MemoryStream(_image.Config));
        return _image.Layers.FirstOrDefault(layer => layer.DiffId == digest) is { } found ? ("application/octet-stream", found.Size, found.Open) : null;
    }
}
