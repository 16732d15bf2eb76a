using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.House.Tests.Docs;

/// <summary>A markdown file: its prose, the links and anchors in it, and its code blocks.</summary>
internal sealed partial class Page
{
    private readonly List<string> _prose = [];

    private Page(string file)
    {
        File = file;
        CodeBlock? open = null;
        var number = 0;
        foreach (var line in Repository.Read(file).Split('\n'))
        {
            number++;
            var fence = Fence().Match(line);
            if (open is null && fence.Success)
                Blocks.Add(open = new CodeBlock(file, number, fence.Groups["info"].Value.Trim(), fence.Groups["indent"].Length));
            else if (open is not null && fence.Success && fence.Groups["info"].Length == 0)
                open = null;
            else if (open is not null)
                open.Add(line);
            else
                _prose.Add(line);
        }
    }

    public static IReadOnlyList<Page> All { get; } = [.. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Select(file => new Page(file))];

    /// <summary>What users and engineers follow: commands and examples in it have to work.</summary>
    public static IReadOnlyList<Page> ToFollow { get; } =
        [.. All.Where(page => !page.File.StartsWith("docs/decisions/", StringComparison.Ordinal) && page.File != "CHANGELOG.md")];

    public string File { get; }

    public List<CodeBlock> Blocks { get; } = [];

    /// <summary>The code that stands in lines of text.</summary>
    public IEnumerable<string> Spans => Span().Matches(string.Join("\n", _prose)).Select(match => match.Groups[1].Value.ReplaceLineEndings(" "));

    public IEnumerable<string> Links => Link().Matches(WithoutSpans()).Select(match => match.Groups[1].Value);

    /// <summary>Its headings as addresses, made as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>();
            foreach (var heading in _prose.Where(line => Heading().IsMatch(line)))
            {
                var plain = NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');
                var anchor = plain;
                for (var i = 1; !anchors.Add(anchor); i++)
                    anchor = $"{plain}-{i}";
            }

            return anchors;
        }
    }

    private string WithoutSpans() => Span().Replace(string.Join("\n", _prose), "");

    [GeneratedRegex(@"^(?<indent>\s*)(```+)(?<info>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)`([^`]+)`(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]")]
    private static partial Regex NotInAnchors();
}
