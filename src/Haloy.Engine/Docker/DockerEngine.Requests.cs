using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Sends a request and returns its answer unless it is a refusal. Every call goes through here.</summary>
    private async Task<EngineAnswer> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var version = request.IsVersioned ? await SpokenVersionAsync(cancellationToken) : null;
            var answer = await ExchangeAsync(request, version, cancellationToken);
            if (IsFine(request, answer.Status))
                return answer;

            using (answer)
                throw await EngineErrors.ReadAsync(answer, _time, cancellationToken);
        }
        catch
        {
            request.Over?.Dispose();
            throw;
        }
    }

    private async Task<EngineAnswer> ExchangeAsync(EngineRequest request, Version? version, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var roundTrip = Traffic.Begin();
        HttpStatusCode? status = null;
        try
        {
            using var message = request.ToMessage(version);
            var response = await _connections.SendAsync(message, request.Over, cancellationToken);
            status = response.StatusCode;
            if (request.IsOpenEnded || request.Upgrades)
                roundTrip.Complete();
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new EngineAnswer(request, response, new AnswerBody(stream, response, request, roundTrip));
        }
        catch (Exception e) when (Breakage.Is(e, cancellationToken))
        {
            throw Breakage.Of(request, e, cancellationToken);
        }
        finally
        {
            OnRequest?.Invoke(new(request.Method.Method, request.Path, (int?)status, _time.GetElapsedTime(began)));
        }
    }

    private static bool IsFine(EngineRequest request, HttpStatusCode status) =>
        (request.Upgrades && status == HttpStatusCode.SwitchingProtocols)
        || (int)status is >= 200 and < 300
        || request.AlsoFine.Contains(status);

    /// <summary>Sends a request whose answer says nothing but that it was done.</summary>
    private async Task<HttpStatusCode> DoAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(request, cancellationToken);
        await answer.DrainAsync(cancellationToken);
        return answer.Status;
    }

    /// <summary>Sends a request whose answer is one value.</summary>
    private async Task<T> AskAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await SendAsync(request, cancellationToken);
        return await answer.ReadAsync(type, cancellationToken);
    }

    /// <summary>Sends a request whose answer is one value; null when what is asked for is not there.</summary>
    private async Task<T?> FindAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await SendAsync(request with { AlsoFine = [HttpStatusCode.NotFound] }, cancellationToken);
        if (answer.Status != HttpStatusCode.NotFound)
            return await answer.ReadAsync(type, cancellationToken);

        await answer.DrainAsync(cancellationToken);
        return null;
    }

    /// <summary>Opens a connection for one request alone.</summary>
    private async Task<OwnConnection> OpenOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connections.OpenOwnAsync(cancellationToken);
        }
        // Whatever the delegate that was handed in throws means the same: there is no connection.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerUnreachableException("connecting", e.Message.TrimEnd('.'), e);
        }
    }
}
