using System;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

/// <summary>Makes exceptions of answers that are refusals.</summary>
internal static class EngineErrors
{
    /// <summary>A message longer than this is not one.</summary>
    private const int LongestMessage = 64 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static async Task<DockerEngineException> ReadAsync(EngineAnswer answer, TimeProvider time, CancellationToken cancellationToken)
    {
        var message = await MessageAsync(answer, time, cancellationToken);
        if (message.Length == 0)
            message = $"The engine gave no reason ({answer.Status})";

        var request = answer.Request.ToString();
        return answer.Status switch
        {
            HttpStatusCode.NotFound => new DockerNotFoundException(request, message),
            HttpStatusCode.Conflict => new DockerConflictException(request, message),
            var status => new DockerEngineException(request, status, message),
        };
    }

    /// <summary>A refusal stays one even if its reason never arrives.</summary>
    private static async Task<string> MessageAsync(EngineAnswer answer, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var buffer = new byte[LongestMessage];
        var length = 0;
        try
        {
            length = await answer.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, either.Token);
        }
        catch (Exception e) when (e is DockerUnreachableException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "";
        }

        return Message(buffer.AsSpan(0, length));
    }

    private static string Message(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WireJson.Default.ErrorJson)?.Message?.Trim() ?? "";
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body).Trim();
        }
    }
}
