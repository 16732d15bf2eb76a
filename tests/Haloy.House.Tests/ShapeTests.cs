using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Haloy.House.Tests;

/// <summary>Files that can be read at once, and names that say something.</summary>
public sealed class ShapeTests
{
    private const int LinesToThinkAbout = 200;
    private const int MostLines = 400;

    // Files that may be longer, each with the reason.
    private static readonly Dictionary<string, string> s_longer = [];

    private static readonly string[] s_emptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Info", "Data", "Processor", "Impl"];

    [Fact]
    public void No_file_is_too_long_to_be_read_at_once()
    {
        var lengths = Repository.Files
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .ToDictionary(file => file, file => Repository.Read(file).TrimEnd('\n').Split('\n').Length);

        foreach (var (file, lines) in lengths.Where(entry => entry.Value > LinesToThinkAbout && entry.Key.StartsWith("src/", StringComparison.Ordinal)))
            TestContext.Current.AddWarning($"{file} has {lines} lines; more than {LinesToThinkAbout} are worth a thought.");
        Breaches.None(lengths.Where(entry => entry.Value > MostLines && !s_longer.ContainsKey(entry.Key)));
        Breaches.None(s_longer.Keys.Where(file => !lengths.TryGetValue(file, out var lines) || lines <= MostLines));
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        var names = CSharp.Shipped
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>(), (tree, type) => (tree.FilePath, Name: type.Identifier.Text))
            .ToList();

        Assert.NotEmpty(names);
        Breaches.None(names.Where(type => s_emptyWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))));
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] empty = ["Helpers", "Utils", "Common", "Services", "Models", "Interfaces", "Misc", "Core"];

        Breaches.None(Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.Split('/')[..^1].Intersect(empty).Any()));
    }
}
