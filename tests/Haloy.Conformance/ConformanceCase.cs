using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Haloy.Conformance;

/// <summary>One <c>.case</c> file: a configuration and what it must come to.</summary>
public sealed record ConformanceCase
{
    private static readonly string[] Sections = ["--- haloy.yaml", "--- files", "--- env", "--- expect"];

    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it pins: the first line.</summary>
    public required string Rule { get; init; }

    /// <summary>The configuration, as it stands.</summary>
    public required string Configuration { get; init; }

    /// <summary>What lies beside it; null: only a Dockerfile.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>The expectations, line by line.</summary>
    public required IReadOnlyList<string> Expectations { get; init; }

    public static ConformanceCase Load(string path) =>
        Parse(Path.GetFileNameWithoutExtension(path), new UTF8Encoding(false).GetString(File.ReadAllBytes(path)));

    public static ConformanceCase Parse(string name, string text)
    {
        var sections = Split(text);
        return new ConformanceCase
        {
            Name = name,
            Rule = text.Split('\n')[0].TrimStart('#', ' ').TrimEnd(),
            Configuration = sections.GetValueOrDefault("--- haloy.yaml", ""),
            Files = sections.TryGetValue("--- files", out var files) ? LinesOf(files) : null,
            Expectations = LinesOf(sections.GetValueOrDefault("--- expect", "")),
        };
    }

    // Only lines that are exactly a section's begin one; everything else, a bare `---` too, belongs to the section.
    private static Dictionary<string, string> Split(string text)
    {
        var sections = new Dictionary<string, string>();
        string? section = null;
        var begin = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            var line = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
            if (Sections.Contains(line))
            {
                if (section is not null)
                    sections[section] = text[begin..start];
                (section, begin) = (line, next);
            }
            start = next;
        }
        if (section is not null)
            sections[section] = text[begin..];
        return sections;
    }

    private static List<string> LinesOf(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToList();
}
