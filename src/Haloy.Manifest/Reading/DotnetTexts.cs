using System;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>The texts of a build with the .NET SDK.</summary>
internal static class DotnetTexts
{
    private const string Ending = "proj";

    /// <summary>A project's file: <c>.csproj</c>, <c>.fsproj</c>, <c>.vbproj</c>.</summary>
    public static Finding<string> Project(string key, string text)
    {
        var extension = text.Substring(text.LastIndexOf('.') + 1);
        var isProject = extension.Length > Ending.Length && extension.Length < text.Length - 1
            && extension.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            && extension.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z');
        return isProject ? Finding<string>.Of(text) : new Complaint(
            ProblemKinds.NotAProject,
            $"`{key}` is `{ScalarTexts.Quote(text)}`, which is not the file of a project.",
            "Write its path with its ending, such as `src/Shop/Shop.csproj`; it is relative to the configuration.");
    }

    /// <summary>An image in a registry, or <c>archive:</c> and the path of one.</summary>
    public static Finding<string> Base(string key, string text)
    {
        if (text.StartsWith(BuilderSpec.Archive, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(text.Substring(BuilderSpec.Archive.Length)))
            return Finding<string>.Of(text);
        return ImageText.Parse(key, text).Complaint is { } complaint ? complaint : Finding<string>.Of(text);
    }
}
