using System;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Which image of a repository: a tag or a digest.</summary>
internal sealed record ImageVersion(string Text, bool IsDigest);

/// <summary>An image reference in its parts.</summary>
internal sealed record ImageName(string Repository, ImageVersion? Version);

/// <summary>Image references: <c>repo</c>, <c>repo:tag</c>, <c>host:port/repo:tag</c>, <c>repo@sha256:…</c>.</summary>
internal static class ImageText
{
    private const int LongestTag = 128;

    public static Finding<ImageName> Parse(string key, string text)
    {
        if (text.Length == 0)
            return Wrong(key, text, "it is empty");
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return Wrong(key, text, "it has a blank in it", "Write `repository:tag` without blanks.");
        if (text.Contains("://"))
            return Wrong(key, text, "it is a web address", $"Write `{ScalarTexts.Quote(text.Substring(text.IndexOf("://", StringComparison.Ordinal) + 3))}`.");
        var at = text.IndexOf('@');
        var digest = at < 0 ? null : text.Substring(at + 1);
        var (repository, tag) = SplitTag(at < 0 ? text : text.Substring(0, at));
        var complaint = WhyNotARepository(key, text, repository) ?? WhyNotATag(key, text, tag) ?? WhyNotADigest(key, text, digest);
        return complaint is not null
            ? complaint
            : Finding<ImageName>.Of(new ImageName(repository, VersionOf(tag, digest)));
    }

    public static Finding<ImageVersion> ParseTag(string key, string text) =>
        WhyNotATag(key, text, text) is { } complaint ? complaint : Finding<ImageVersion>.Of(new ImageVersion(text, IsDigest: false));

    private static ImageVersion? VersionOf(string? tag, string? digest) =>
        digest is not null ? new ImageVersion(digest, IsDigest: true) : tag is not null ? new ImageVersion(tag, IsDigest: false) : null;

    // A colon before the last slash is a port, not a tag.
    private static (string Repository, string? Tag) SplitTag(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 || colon < text.LastIndexOf('/') ? (text, null) : (text.Substring(0, colon), text.Substring(colon + 1));
    }

    private static Complaint? WhyNotARepository(string key, string text, string repository)
    {
        var parts = repository.Split('/');
        var hasHost = parts.Length > 1 && (parts[0].IndexOfAny(['.', ':']) >= 0 || parts[0] == "localhost" || parts[0].Any(char.IsUpper));
        if (hasHost && !IsHost(parts[0]))
            return Wrong(key, text, $"`{ScalarTexts.Quote(parts[0])}` is not the host of a registry");
        foreach (var part in hasHost ? parts.Skip(1) : parts)
        {
            if (part.Length == 0)
                return Wrong(key, text, "a part of the repository is empty");
            if (part.Any(c => c is >= 'A' and <= 'Z'))
                return Wrong(key, text, "a repository is written in lower case", $"Write `{ScalarTexts.Quote(text.ToLowerInvariant())}`.");
            if (!IsPart(part))
                return Wrong(key, text, $"`{ScalarTexts.Quote(part)}` has to be lower-case letters and digits, with `.`, `_` and `-` only between them");
        }
        return null;
    }

    private static bool IsHost(string host)
    {
        var colon = host.LastIndexOf(':');
        var name = colon < 0 ? host : host.Substring(0, colon);
        var port = colon < 0 ? "80" : host.Substring(colon + 1);
        return name.Length > 0
            && name.All(c => ScalarTexts.IsLetterOrDigit(c) || c is '.' or '-' or '[' or ']' or ':')
            && port.Length is > 0 and <= 5
            && port.All(ScalarTexts.IsDigit);
    }

    private static bool IsPart(string part) =>
        part.All(c => ScalarTexts.IsLetterOrDigit(c) || c is '.' or '_' or '-')
        && ScalarTexts.IsLetterOrDigit(part[0])
        && ScalarTexts.IsLetterOrDigit(part[part.Length - 1]);

    private static Complaint? WhyNotATag(string key, string text, string? tag)
    {
        if (tag is null)
            return null;
        if (tag.Length == 0)
            return Wrong(key, text, "the tag is empty");
        if (tag.Any(char.IsWhiteSpace))
            return Wrong(key, text, "the tag has a blank in it");
        var isTag = tag.Length <= LongestTag
            && tag.All(c => ScalarTexts.IsLetterOrDigit(c) || c is '.' or '_' or '-')
            && tag[0] is not ('.' or '-');
        return isTag ? null : Wrong(key, text, "a tag is letters, digits, `_`, `.` and `-`, at most 128 of them, and does not begin with `.` or `-`");
    }

    private static Complaint? WhyNotADigest(string key, string text, string? digest)
    {
        if (digest is null)
            return null;
        var parts = digest.Split(':');
        var isDigest = parts.Length == 2
            && parts[0].Length > 0
            && parts[0].All(c => ScalarTexts.IsLetterOrDigit(c) || c is '+' or '.' or '_' or '-')
            && parts[1].Length >= 32
            && (parts[0] != "sha256" || parts[1].Length == 64)
            && parts[1].All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
        return isDigest ? null : Wrong(key, text, "the digest after `@` has to be `sha256:` and 64 digits 0-9a-f");
    }

    private static Complaint Wrong(string key, string text, string why, string? hint = null) =>
        new(ProblemKinds.ImageReference, $"`{key}` is `{ScalarTexts.Quote(text)}`, which is not an image reference: {why}.", hint);
}
