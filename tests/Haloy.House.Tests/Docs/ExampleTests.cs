using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using YamlDotNet.RepresentationModel;

namespace Haloy.House.Tests.Docs;

/// <summary>The examples in the pages. One that shows a mistake is marked: <c>```yaml wrong</c>.</summary>
public sealed class ExampleTests
{
    // What the build project of `nuke :setup` and its Build.cs begin with.
    private const string UsualUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Nuke.Common;
        global using Nuke.Common.IO;
        global using Nuke.Common.Tooling;
        global using static Nuke.Common.Tools.DotNet.DotNetTasks;
        """;

    private static readonly HashSet<string> s_keys = [.. JsonDocument.Parse(Repository.Read("src/Nuke.Haloy/haloy.schema.json"))
        .RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    [Fact]
    public void Every_example_of_a_configuration_is_in_order()
    {
        var examples = Blocks("yaml", "yml").Where(IsConfiguration).ToList();

        Assert.NotEmpty(examples);
        Breaches.None(examples.SelectMany(block => block.IsWrong
            ? Errors(block).Any() ? [] : [$"{block.Place}: is said to be wrong, and is not"]
            : Errors(block)));
    }

    [Fact]
    public void Every_other_example_in_YAML_can_be_read() =>
        Breaches.None(Blocks("yaml", "yml").Where(block => !block.IsWrong).Select(block => Complaint(block, text => Root(text))).OfType<string>());

    [Fact]
    public void Every_example_in_JSON_can_be_read() =>
        Breaches.None(Blocks("json", "jsonc").Select(block => Complaint(block, text =>
            JsonDocument.Parse(text.TrimStart().StartsWith('"') ? "{" + text + "}" : text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }))).OfType<string>());

    [Fact]
    public void Every_example_in_XML_can_be_read() =>
        Breaches.None(Blocks("xml").Select(block => Complaint(block, text => XDocument.Parse($"<all>{text}</all>"))).OfType<string>());

    [Fact]
    public void Every_example_in_C_sharp_compiles_in_a_build_with_the_page_s_configuration()
    {
        var examples = Page.ToFollow.SelectMany(page => page.Blocks.Where(block => block.Language == "csharp"), (page, block) => (page, block)).ToList();

        Assert.NotEmpty(examples);
        Breaches.None(examples.SelectMany(example => UserBuild.On(Host.Bundled, ConfigurationOf(example.page), UsualUsings, Whole(example.block.Text)).GetDiagnostics()
            .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{example.block.Place}: {diagnostic}")));
    }

    [Fact]
    public void Every_block_says_what_it_is_in()
    {
        string[] known = ["yaml", "yml", "json", "jsonc", "xml", "csharp", "bash", "sh", "console", "text", "ini", "powershell", "dockerfile", "mermaid", ""];

        Breaches.None(Page.All.SelectMany(page => page.Blocks).Where(block => !known.Contains(block.Language)).Select(block => $"{block.Place}: {block.Language}"));
    }

    /// <summary>The first whole haloy.yaml of a page; for pages without one, that of the README.</summary>
    internal static string ConfigurationOf(Page page) =>
        new[] { page, Page.All.Single(one => one.File == "README.md") }
            .SelectMany(one => one.Blocks)
            .First(block => block.Language == "yaml" && !block.IsWrong && IsConfiguration(block) && !Errors(block).Any()).Text;

    private static IEnumerable<CodeBlock> Blocks(params string[] languages) =>
        Page.ToFollow.SelectMany(page => page.Blocks).Where(block => languages.Contains(block.Language));

    private static bool IsConfiguration(CodeBlock block) =>
        Complaint(block, text => Root(text)) is null ? Root(block.Text) is YamlMappingNode map && map.Children.Keys.All(key => s_keys.Contains(key.ToString())) : block.IsWrong;

    /// <summary>A part of a configuration is read as that of an app.</summary>
    private static IEnumerable<string> Errors(CodeBlock block)
    {
        var isWhole = block.Text.Split('\n').Any(line => line.StartsWith("name:", StringComparison.Ordinal) || line.StartsWith("targets:", StringComparison.Ordinal));
        return ManifestReader.Read(isWhole ? block.Text : "name: example\n" + block.Text).Problems
            .Where(problem => problem.Severity == ProblemSeverity.Error)
            .Select(problem => $"{block.Place}: {problem.Position.Line}: {problem.Message}");
    }

    /// <summary>Members are put into a build class; a file or a program is one already.</summary>
    private static string Whole(string code)
    {
        var root = CSharp.Parse(code).GetCompilationUnitRoot();
        var isFile = !root.ContainsDiagnostics && root.Members.Any(member => member is BaseTypeDeclarationSyntax);
        return isFile ? code : $"class Build : NukeBuild, IHaloyTargets\n{{\n{code}\n}}\n";
    }

    private static YamlNode? Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.FirstOrDefault()?.RootNode;
    }

    private static string? Complaint(CodeBlock block, Action<string> read)
    {
        try
        {
            read(block.Text);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"{block.Place}: {exception.Message}";
        }
    }
}
