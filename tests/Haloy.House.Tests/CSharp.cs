using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Haloy.House.Tests;

/// <summary>C# files of the repository as the compiler sees them.</summary>
internal static class CSharp
{
    /// <summary>What ships: the projects of src, the component's sources among them.</summary>
    public static IReadOnlyList<SyntaxTree> Shipped { get; } = Below("src/");

    /// <summary>The component, which the user's build compiles.</summary>
    public static IReadOnlyList<SyntaxTree> Component { get; } = Below("src/Nuke.Haloy/sources/");

    public static IReadOnlyList<SyntaxTree> Below(string folder) => [.. Repository.Files
        .Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => Parse(Repository.Read(file), file))];

    /// <summary>With the doc comments read, so that a missing one is told.</summary>
    public static SyntaxTree Parse(string text, string path = "", params IReadOnlyList<string> symbols) => CSharpSyntaxTree.ParseText(
        text, new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose, preprocessorSymbols: symbols), path);

    /// <summary>The tree again, as it reads with these symbols defined.</summary>
    public static SyntaxTree With(SyntaxTree tree, IReadOnlyList<string> symbols) => Parse(tree.GetText().ToString(), tree.FilePath, symbols);

    /// <summary>Every library that these tests run on, those of the products included.</summary>
    public static IReadOnlyList<MetadataReference> Libraries { get; } = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static MetadataReference Library(string name) =>
        Libraries.Single(library => Path.GetFileName(library.Display) == name + ".dll");
}
