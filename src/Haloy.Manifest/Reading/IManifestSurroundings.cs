namespace Haloy.Manifest.Reading;

/// <summary>What lies beside the configuration. Paths are relative to it and use <c>/</c>.</summary>
public interface IManifestSurroundings
{
    /// <summary>Whether there is a file of that path.</summary>
    /// <param name="relativePath">Such as <c>web/Dockerfile</c> or <c>../Dockerfile</c>.</param>
    bool FileExists(string relativePath);

    /// <summary>Whether there is a folder of that path.</summary>
    /// <param name="relativePath">Such as <c>web</c> or <c>..</c>.</param>
    bool DirectoryExists(string relativePath);
}
