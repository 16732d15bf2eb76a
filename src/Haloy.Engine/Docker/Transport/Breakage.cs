using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;

namespace Haloy.Engine.Docker;

/// <summary>Tells a broken connection from everything else, and says so in one way.</summary>
internal static class Breakage
{
    /// <summary>
    /// Whether an exception means that the engine could not be spoken to. A cancellation that the caller did not ask for
    /// is one: the connection was closed under the request.
    /// </summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        DockerEngineException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or SocketException or ObjectDisposedException or JsonException => true,
        _ => false,
    };

    /// <summary>What to throw for it: the caller's own cancellation comes first, since it is what closed the connection.</summary>
    public static Exception Of(EngineRequest request, Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(exception.Message, exception, cancellationToken)
            : new DockerUnreachableException(request.ToString(), Reason(exception), exception);

    private static string Reason(Exception exception) => exception switch
    {
        ObjectDisposedException or OperationCanceledException => "the connection was closed",
        JsonException => "its answer broke off or is not what an engine says",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection ended before the answer was complete",
        HttpRequestException { InnerException: { } inner } => Reason(inner),
        _ => exception.Message.TrimEnd('.'),
    };
}
