using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.House.Tests.Docs;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_are_there()
    {
        var links = Page.All.SelectMany(page => page.Links, (page, link) => (page.File, Link: link))
            .Where(link => !link.Link.Contains("://", StringComparison.Ordinal) && !link.Link.StartsWith("mailto:", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(links);
        Breaches.None(links.Where(link => !Leads(link.File, link.Link)));
    }

    [Fact]
    public void Every_path_of_the_repository_that_a_page_names_is_there()
    {
        var paths = Page.All.Where(page => page.File != "CHANGELOG.md")
            .SelectMany(page => page.Spans.Concat(page.Blocks.Where(block => block.Language == "bash").SelectMany(block => block.Text.Split(' ', '\n'))), (page, text) => (page.File, Path: text.Trim('"', '\'')))
            .Where(named => OwnPath().IsMatch(named.Path))
            .ToList();

        Assert.NotEmpty(paths);
        Breaches.None(paths.Where(named => !Repository.Has(named.Path)).Distinct());
    }

    [Fact]
    public void The_recipes_of_CONTRIBUTING_name_files_by_their_whole_paths()
    {
        var names = Page.All.Single(page => page.File == "CONTRIBUTING.md").Spans.Where(span => FileName().IsMatch(span));

        Breaches.None(names.Where(name => !Repository.Has(name)));
    }

    private static bool Leads(string from, string link)
    {
        var parts = link.Split('#');
        var folder = new Uri("https://repository/" + from);
        var file = parts[0].Length == 0 ? from : Uri.UnescapeDataString(new Uri(folder, parts[0]).AbsolutePath.TrimStart('/'));
        return Repository.Has(file)
            && (parts.Length == 1 || Page.All.Single(page => page.File == file).Anchors.Contains(parts[1]));
    }

    [GeneratedRegex(@"^(src|tests|docs|build|samples)/[\w./-]+$")]
    private static partial Regex OwnPath();

    [GeneratedRegex(@"^([\w.-]+/[\w./-]+\.(csproj|md|yaml|json|props|targets|txt|sh)|[\w./-]+\.cs)$")]
    private static partial Regex FileName();
}
