using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Conformance;

/// <summary>What a case says that exists: the files, and the folders that lead there.</summary>
public sealed class CaseSurroundings(IReadOnlyList<string>? files) : IManifestSurroundings
{
    private readonly IReadOnlyList<string> _names = files ?? ["Dockerfile"];

    public bool FileExists(string relativePath) => _names.Contains(Trim(relativePath), StringComparer.Ordinal);

    public bool DirectoryExists(string relativePath)
    {
        var folder = Trim(relativePath).TrimEnd('/') + "/";
        return folder is "./" or "/" || _names.Any(name => name.StartsWith(folder, StringComparison.Ordinal));
    }

    public ServerAddress? FindServer(string name) => null;

    private static string Trim(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
