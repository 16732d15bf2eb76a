using System;

namespace Haloy.Engine.Docker;

/// <summary>The two parts that the engine wants an image's reference in.</summary>
internal static class ImageName
{
    /// <summary>Divides a reference; a digest is no tag, and a colon before a slash is a registry's port.</summary>
    public static (string Repository, string? Tag) Split(string reference)
    {
        var name = reference.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? (name[..colon], name[(colon + 1)..]) : (name, null);
    }
}
