using System;

namespace Haloy.Engine.Images;

/// <summary>An image could not be built or brought to a server.</summary>
public sealed class ImageException : HaloyException
{
    internal ImageException(string message, Exception? inner = null) : base(message, inner) { }
}
