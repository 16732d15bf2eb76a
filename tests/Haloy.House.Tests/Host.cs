using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Haloy.House.Tests;

/// <summary>What a build runs on, as the compiler sees it.</summary>
/// <param name="Name">For the reader of a failure.</param>
/// <param name="Library">What the build references.</param>
/// <param name="Symbols">What the package's .targets define for it.</param>
internal sealed record Host(string Name, MetadataReference Library, params string[] Symbols)
{
    private const string Faces = "tests/Haloy.House.Tests/Hosts/Host.cs";

    /// <summary>The one of this repository, which has more of NUKE's face than the others here.</summary>
    public static Host Bundled { get; } = new("the bundled host", CSharp.Library("Nuke.Common"));

    /// <summary>NUKE before 8.1.3.</summary>
    public static Host Nuke8 { get; } = new("NUKE 8", Compile("Nuke.Common", Repository.Read(Faces), "NUKE_8"));

    /// <summary>NUKE 8.1.3, 9 and 10.</summary>
    public static Host Nuke10 { get; } = new("NUKE 10", Compile("Nuke.Common", Repository.Read(Faces)));

    /// <summary>NUKE's successor: other namespaces, and other names for the build itself.</summary>
    public static Host Fallout { get; } = new("Fallout", Compile("Fallout.Common", InFallout(Repository.Read(Faces))), "HALOY_ON_FALLOUT");

    /// <summary>What Fallout is to become: the plan's targets are shown by an interface that cannot change them.</summary>
    public static Host NextFallout { get; } = new("Fallout to come", Compile("Fallout.Common", InFallout(Repository.Read(Faces)), "READ_ONLY_PLAN"), "HALOY_ON_FALLOUT");

    /// <summary>Code that was written for NUKE, as fallout-migrate rewrites it.</summary>
    public static string InFallout(string code) => code
        .Replace("Nuke.Common", "Fallout.Common", StringComparison.Ordinal)
        .Replace("INukeBuild", "IFalloutBuild", StringComparison.Ordinal)
        .Replace("NukeBuild", "FalloutBuild", StringComparison.Ordinal);

    public override string ToString() => Name;

    private static MetadataReference Compile(string assembly, string text, params string[] symbols)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12, preprocessorSymbols: symbols))],
            CSharp.Libraries.Where(library => Path.GetFileName(library.Display) != "Nuke.Common.dll"),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        return result.Success
            ? MetadataReference.CreateFromImage(bytes.ToArray())
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }
}
