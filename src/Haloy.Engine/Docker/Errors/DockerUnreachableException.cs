using System;

namespace Haloy.Engine.Docker;

/// <summary>
/// The engine could not be spoken to: no connection could be made, or it broke before the answer was complete.
/// Whether the request was carried out is unknown.
/// </summary>
public sealed class DockerUnreachableException : DockerEngineException
{
    internal DockerUnreachableException(string request, string reason, Exception? inner = null)
        : base($"The Docker engine cannot be reached: {reason} (during {request})", request, inner)
    {
    }
}
