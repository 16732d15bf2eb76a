using System;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary><c>source:target[:options]</c>.</summary>
internal static class VolumeText
{
    public static Finding<VolumeSpec> Parse(string key, string text)
    {
        if (LooksLikeWindows(text))
            return Wrong(text, "it is a Windows path; volumes live on the server, which runs Linux", "Write a volume's name or an absolute path such as `/srv/data`.");
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
            return Wrong(text, "it has to be `source:target` or `source:target:options`", parts.Length == 1 ? "Say where it is mounted: `" + ScalarTexts.Quote(text) + ":/data`." : null);
        var complaint = WhyNotASource(text, parts[0]) ?? WhyNotATarget(text, parts[1]) ?? WhyNotOptions(text, parts);
        return complaint is not null
            ? complaint
            : Finding<VolumeSpec>.Of(new VolumeSpec(parts[0], parts[1], parts.Length == 3 ? parts[2] : null));
    }

    private static bool LooksLikeWindows(string text) =>
        text.Contains("\\") || (text.Length > 2 && char.IsLetter(text[0]) && text[1] == ':' && text[2] == '/' && text.IndexOf(':', 2) > 0);

    private static Complaint? WhyNotASource(string text, string source)
    {
        if (source.StartsWith("/", StringComparison.Ordinal))
            return HasControl(source) ? Wrong(text, "its path has control characters") : null;
        if (source.StartsWith(".", StringComparison.Ordinal) || source.StartsWith("~", StringComparison.Ordinal) || source.Contains("/"))
            return Wrong(
                text,
                $"the source `{ScalarTexts.Quote(source)}` is a relative path; on the server there is nothing that it could be relative to",
                "Write an absolute path such as `/srv/data`, or the name of a volume.");
        return NameTexts.IsDockerName(source)
            ? null
            : Wrong(text, $"the source `{ScalarTexts.Quote(source)}` is neither an absolute path nor the name of a volume (letters, digits, `.`, `-`, `_`)");
    }

    private static Complaint? WhyNotATarget(string text, string target) =>
        target.StartsWith("/", StringComparison.Ordinal) && !HasControl(target)
            ? null
            : Wrong(text, $"the target `{ScalarTexts.Quote(target)}` is not an absolute path in the container", "It starts with `/`.");

    private static Complaint? WhyNotOptions(string text, string[] parts) =>
        parts.Length == 3 && (parts[2].Length == 0 || parts[2].Any(char.IsWhiteSpace))
            ? Wrong(text, "its options are empty or have a blank in them", "Write options such as `ro`, or leave the last colon out.")
            : null;

    private static bool HasControl(string text) => text.Any(char.IsControl);

    private static Complaint Wrong(string text, string why, string? hint = null) =>
        new(ProblemKinds.Volume, $"`{ScalarTexts.Quote(text)}` is not a volume: {why}.", hint);
}
