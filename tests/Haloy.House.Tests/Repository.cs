using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Haloy.House.Tests;

/// <summary>The repository's own files; paths are relative to its root, with forward slashes.</summary>
internal static class Repository
{
    private static readonly HashSet<string> s_notOurs = [".git", "bin", "obj", "artifacts", "publish", "TestResults", ".vs", ".idea"];

    public static string Root { get; } = Find();

    public static IReadOnlyList<string> Files { get; } = [.. In(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    public static bool Has(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    private static IEnumerable<string> In(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => !s_notOurs.Contains(file.Name)))
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (var inner in folder.EnumerateDirectories())
        {
            var isTemporary = inner.Name == "temp" && folder.Name == ".nuke";
            if (s_notOurs.Contains(inner.Name) || isTemporary || inner.LinkTarget is not null)
                continue;
            foreach (var file in In(inner))
                yield return file;
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nuke.Haloy.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
