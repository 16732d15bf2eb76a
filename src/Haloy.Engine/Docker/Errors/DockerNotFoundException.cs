using System.Net;

namespace Haloy.Engine.Docker;

/// <summary>The container, image, network or volume asked for is not there (404).</summary>
public sealed class DockerNotFoundException : DockerEngineException
{
    internal DockerNotFoundException(string request, string engineMessage)
        : base(request, HttpStatusCode.NotFound, engineMessage)
    {
    }
}
