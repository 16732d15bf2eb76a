using System.Net;

namespace Haloy.Engine.Docker;

/// <summary>An image could not be loaded; the engine tells that inside an answer whose status is 200.</summary>
public sealed class DockerLoadException : DockerEngineException
{
    internal DockerLoadException(string request, HttpStatusCode? statusCode, string engineMessage)
        : base(request, statusCode, engineMessage)
    {
    }
}
