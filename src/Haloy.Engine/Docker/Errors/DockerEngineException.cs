using System;
using System.Net;

namespace Haloy.Engine.Docker;

/// <summary>The engine was spoken to and did not do what was asked. The connection is still usable.</summary>
public class DockerEngineException : HaloyException
{
    internal DockerEngineException(string request, HttpStatusCode? statusCode, string engineMessage, Exception? inner = null)
        : base(Sentence(request, statusCode, engineMessage), inner)
    {
        Request = request;
        StatusCode = statusCode;
        EngineMessage = engineMessage;
    }

    private protected DockerEngineException(string message, string request, Exception? inner)
        : base(message, inner)
    {
        Request = request;
        EngineMessage = message;
    }

    /// <summary>The request's method and path, for example <c>POST /containers/create?name=web</c>.</summary>
    public string Request { get; }

    /// <summary>The status of the answer; null when the failure was told inside a successful answer or there was none.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>What the engine said, word for word.</summary>
    public string EngineMessage { get; }

    private static string Sentence(string request, HttpStatusCode? status, string engineMessage) =>
        status is { } code
            ? $"{engineMessage} (the engine's answer to {request}: {(int)code})"
            : $"{engineMessage} (the engine's answer to {request})";
}
