using System;
using System.IO;

namespace Haloy.Benchmarks;

/// <summary>docs/benchmarks.md: what stands between a part's two marks is replaced by what was measured.</summary>
internal static class BenchmarksPage
{
    public static void Replace(string file, string part, string measured)
    {
        var page = File.ReadAllText(file);
        var (begin, end) = ($"<!-- {part} -->\n", $"<!-- /{part} -->");
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = page.IndexOf(end, StringComparison.Ordinal);
        if (start < begin.Length || stop < start)
            throw new InvalidDataException($"{file} has no place for '{part}'.");
        File.WriteAllText(file, page[..start] + measured + page[stop..]);
    }
}
