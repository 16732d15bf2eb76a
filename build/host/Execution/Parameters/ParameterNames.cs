using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>A parameter's name in code, and as it is written on the command line.</summary>
internal static class ParameterNames
{
    public const string InvokedTargets = "Target";
    public const string SkippedTargets = "Skip";
    public const string Root = "Root";
    public const string Profile = "Profile";

    private static readonly string[] KnownWords =
    [
        "AppVeyor", "DotNet", "GitHub", "GitLab", "GitVersion", "JetBrains", "MSBuild", "NuGet", "ReSharper", "SignPath", "TeamCity",
    ];

    public static string Of(MemberInfo member)
        => member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix
            + (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.Name);

    /// <summary><c>ImageTag</c> is <c>image-tag</c>, <c>NuGetApiKey</c> is <c>nuget-api-key</c>, <c>SSHKey</c> is <c>sshkey</c>.</summary>
    public static string Dashed(string name)
    {
        var words = new List<string>();
        for (var start = 0; start < name.Length;)
        {
            var length = WordLength(name, start);
            words.Add(name.Substring(start, length));
            start += length;
        }

        return string.Join('-', words).ToLowerInvariant();
    }

    private static int WordLength(string name, int start)
    {
        foreach (var word in KnownWords)
        {
            if (string.CompareOrdinal(name, start, word, 0, word.Length) == 0)
                return word.Length;
        }

        var end = start + 1;
        while (end < name.Length && !StartsWord(name, end))
            end++;
        return end - start;
    }

    private static bool StartsWord(string name, int index)
        => char.IsUpper(name[index]) && char.IsLower(name[index - 1]);
}
