using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Haloy.Engine.Tests;

/// <summary>Holds docs/architecture.md's table of rooms against the engine's code.</summary>
public sealed class RoomsTests
{
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        [""] = ["Deploying", "Operating", "Servers", "Planning"],
        ["Docker"] = [],
        ["Servers"] = [],
        ["Secrets"] = [],
        ["Planning"] = [],
        ["Images"] = ["Docker"],
        ["Routing"] = ["Docker", "Planning"],
        ["Deploying"] = ["Docker", "Servers", "Secrets", "Images", "Routing", "Planning"],
        ["Operating"] = ["Docker", "Servers", "Secrets", "Images", "Routing", "Planning", "Deploying"],
    };

    // Types of the base library that a room must not touch, with the reason.
    private static readonly (string Room, string Type, string Why)[] s_banned =
    [
        ("Planning", "System.Threading.Tasks.Task", "strategies are pure functions"),
        ("Planning", "System.Threading.CancellationToken", "strategies are pure functions"),
        ("Planning", "System.TimeProvider", "the time of a plan is handed in"),
        ("Planning", "System.Random", "the random part of an id is handed in"),
        ("Docker", "YamlDotNet", "the engine's client knows no configuration"),
    ];

    [Fact]
    public void A_room_uses_only_what_the_table_allows()
    {
        var breaches =
            from use in Uses()
            where use.Used.StartsWith("Haloy.Engine", StringComparison.Ordinal)
            let used = RoomOf(use.Used)
            where used != use.Room && used.Length > 0 && !s_mayUse[use.Room].Contains(used)
            select $"{use.File}: {(use.Room.Length == 0 ? "the root" : use.Room)} uses {use.Used}";

        Assert.Empty(breaches.Distinct());
    }

    [Fact]
    public void A_room_does_not_touch_what_would_make_it_impure()
    {
        var breaches =
            from use in Uses()
            from ban in s_banned
            where use.Room == ban.Room && use.Used.StartsWith(ban.Type, StringComparison.Ordinal)
            select $"{use.File}: {use.Used}, but {ban.Why}";

        Assert.Empty(breaches.Distinct());
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_room_of_the_table()
    {
        var folders = Directory.GetDirectories(Sources()).Select(d => Path.GetFileName(d)).Except(["bin", "obj"]);

        Assert.Equal(s_mayUse.Keys.Where(k => k.Length > 0).Order(), folders.Order());
    }

    [Fact]
    public void No_file_is_too_long_to_be_read_at_once()
    {
        const int lines = 400;
        var root = Path.GetFullPath(Path.Combine(Sources(), "..", ".."));
        var long_ = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(f => File.ReadLines(f).Count() > lines);

        Assert.Empty(long_);
    }

    private static IEnumerable<(string File, string Room, string Used)> Uses()
    {
        var trees = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Latest), f))
            .ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(r => Path.GetFileName(r) != "Haloy.Engine.dll").Select(r => MetadataReference.CreateFromFile(r));
        var compilation = CSharpCompilation.Create("rooms", trees, references);
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            var file = Path.GetRelativePath(Sources(), tree.FilePath);
            var room = Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar)[0];
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (model.GetSymbolInfo(name).Symbol is INamedTypeSymbol type)
                    yield return (file, room, type.ToDisplayString());
        }
    }

    private static string RoomOf(string type) => type.Split('.') is ["Haloy", "Engine", var room, _, ..] && s_mayUse.ContainsKey(room) ? room : "";

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nuke.Haloy.slnx")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src", "Haloy.Engine");
    }
}
