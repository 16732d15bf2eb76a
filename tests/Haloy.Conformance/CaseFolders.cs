using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Haloy.Conformance;

/// <summary>Where cases lie: the repository's own, the shared ones beside it, and those that the environment names.</summary>
public static class CaseFolders
{
    public const string Variable = "HALOY_CONFORMANCE";

    private const string RootMark = "Nuke.Haloy.slnx";

    /// <summary>The nearest folder above that is the repository's root; null: there is none.</summary>
    public static string? Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RootMark)))
                return folder.FullName;
        }
        return null;
    }

    /// <summary>The cases that belong to the repository.</summary>
    public static string? Own() => Root() is { } root ? Path.Combine(root, "tests", "conformance") : null;

    /// <summary>The cases that several repositories share, beside this one.</summary>
    public static string? Shared() => Root() is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "conformance")) : null;

    /// <summary>The folders that the environment names.</summary>
    public static IReadOnlyList<string> FromEnvironment() =>
        (Environment.GetEnvironmentVariable(Variable) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The case files of a folder, or the file itself, in order.</summary>
    public static IReadOnlyList<string> CasesIn(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.GetFiles(path, "*.case").Order(StringComparer.Ordinal).ToList()
        : [];
}
