using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>
/// Proves that a deploy loses no request: a small stream of them goes through the server's public port and the public route
/// while it switches, over connections that are kept and over new ones. It counts from the first answer on.
/// </summary>
/// <param name="isWanted">Whether the user asked for it; otherwise nothing happens.</param>
/// <param name="target">The target.</param>
/// <param name="server">Its server.</param>
/// <param name="time">The clock.</param>
internal sealed class Proof(bool isWanted, TargetSpec target, DeployServer server, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private IServerForward? _way;
    private Task? _clients;
    private long _requests;
    private long _lost;
    private string? _firstLoss;
    private string? _lastFailure;

    /// <summary>What was counted; null: nothing was to be proven, or nothing ever answered.</summary>
    public ProofReport? Report => _requests == 0 ? null : new(_requests, _lost);

    /// <summary>Why nothing was counted though it was to be; null: something was.</summary>
    public string? Nothing => _clients is not null && _requests == 0 ? _lastFailure ?? "no request was answered in time" : null;

    /// <summary>Begins, unless it has begun.</summary>
    /// <exception cref="StepException">The server's public port cannot be reached through the tunnel.</exception>
    public async Task BeginAsync(CancellationToken ct)
    {
        if (!isWanted || _clients is not null || target.Domains.Count == 0)
            return;
        try
        {
            _way = await server.ForwardAsync("127.0.0.1", target.Tls == TlsMode.Off ? 80 : 443, ct);
        }
        catch (ServerUnreachableException e)
        {
            throw new StepException($"--haloy-prove needs a way to the server's own port 80 or 443: {e.Message} Allow TCP forwarding in its sshd, or deploy without --haloy-prove.");
        }
        _clients = Task.WhenAll(new[] { true, true, false, false }.Select(isKept => Task.Run(() => AskAsync(isKept), CancellationToken.None)));
    }

    /// <summary>Fails when a request was lost.</summary>
    /// <exception cref="StepException">One was.</exception>
    public void ThrowIfLost()
    {
        lock (_gate)
            if (_lost > 0)
                throw new StepException(string.Create(CultureInfo.InvariantCulture,
                    $"--haloy-prove: {_lost} of {_requests} requests to {target.Domains[0].Domain} were lost. The first: {_firstLoss}."));
    }

    /// <summary>Ends it, the requests under way first.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        if (_clients is not null)
            await _clients;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_way is not null)
            await _way.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AskAsync(bool isKept)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) => await _way!.ConnectAsync(ct),
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = isKept ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        };
        // The proxy's own authority is trusted by nobody; any other certificate has to be one that clients take.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => target.Tls == TlsMode.Internal || errors == SslPolicyErrors.None;
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        var url = new Uri($"{(target.Tls == TlsMode.Off ? "http" : "https")}://{target.Domains[0].Domain}{target.HealthCheckPath ?? "/"}");
        while (!_ending.IsCancellationRequested)
        {
            Note(await FailureAsync(http, url, isKept));
            await Task.Delay(s_pause, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string?> FailureAsync(HttpClient http, Uri url, bool isKept)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { ConnectionClose = !isKept } };
            using var response = await http.SendAsync(request, CancellationToken.None);
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            return (int)response.StatusCode < 500 ? null : string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return e.InnerException?.Message ?? e.Message;
        }
    }

    private void Note(string? failure)
    {
        lock (_gate)
        {
            _lastFailure = failure ?? _lastFailure;
            // Until something answers there is nothing to lose: a first deployment, a certificate that is being fetched.
            if (_requests == 0 && failure is not null)
                return;
            _requests++;
            if (failure is null)
                return;
            _lost++;
            _firstLoss ??= failure;
        }
    }
}
