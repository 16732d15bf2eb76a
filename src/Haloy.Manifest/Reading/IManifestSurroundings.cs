using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Reading;

/// <summary>What lies beside the configuration, and the servers that the user has names for. Paths are relative to it and use <c>/</c>.</summary>
public interface IManifestSurroundings
{
    /// <summary>Whether there is a file of that path.</summary>
    /// <param name="relativePath">Such as <c>web/Dockerfile</c> or <c>../Dockerfile</c>.</param>
    bool FileExists(string relativePath);

    /// <summary>Whether there is a folder of that path.</summary>
    /// <param name="relativePath">Such as <c>web</c> or <c>..</c>.</param>
    bool DirectoryExists(string relativePath);

    /// <summary>The server that was added under a name; null: none was.</summary>
    /// <param name="name">The host part of <c>server</c>, in lower case.</param>
    ServerAddress? FindServer(string name);
}
