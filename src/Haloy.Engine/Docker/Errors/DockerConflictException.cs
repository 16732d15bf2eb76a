using System.Net;

namespace Haloy.Engine.Docker;

/// <summary>What is asked for contradicts what is there: a name is taken, an image is in use, a container does not run (409).</summary>
public sealed class DockerConflictException : DockerEngineException
{
    internal DockerConflictException(string request, string engineMessage)
        : base(request, HttpStatusCode.Conflict, engineMessage)
    {
    }
}
