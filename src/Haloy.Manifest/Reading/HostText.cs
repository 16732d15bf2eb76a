using System;
using System.Globalization;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Host names: lower case, international ones in punycode.</summary>
internal static class HostText
{
    private const int LongestLabel = 63;
    private const int LongestName = 253;

    public static Finding<string> Parse(string key, string text)
    {
        var complaint = WhyNotAsWritten(key, text);
        if (complaint is not null)
            return complaint;
        var labels = text.ToLowerInvariant().Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (WhyNotALabel(text, labels[i]) is { } why)
                return why;
            // The encoded label is never shorter, and encoding a long one takes its time.
            if (labels[i].Length <= LongestLabel)
                labels[i] = Punycode.Encode(labels[i]);
            if (labels[i].Length > LongestLabel)
                return NotAHost(text, $"the label `{ScalarTexts.Quote(labels[i])}` has more than {LongestLabel} characters");
        }
        return WhyNotAsAWhole(text, labels) is { } whole ? whole : Finding<string>.Of(string.Join(".", labels));
    }

    // The mistakes that have a name, the most telling first.
    private static Complaint? WhyNotAsWritten(string key, string text)
    {
        if (text.Length == 0)
            return NotAHost(text, "it is empty");
        if (text.Contains("*"))
            return new Complaint(
                ProblemKinds.WildcardHost,
                $"`{ScalarTexts.Quote(text)}` is a wildcard; certificates for wildcard hosts cannot be had with the HTTP challenge.",
                "List each host as a domain or alias of its own.");
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
            return NotAHost(text, "it is a web address", $"Write only the host: `{ScalarTexts.Quote(text.Substring(scheme + 3).Split('/')[0])}`.");
        if (text.StartsWith(key + ":", StringComparison.Ordinal) && key == "domain" && text.Length > key.Length + 1)
            return Shape.SpaceIsMissing(key, text.Substring(key.Length + 1));
        if (text.Any(char.IsWhiteSpace))
            return NotAHost(text, "it has a blank in it");
        if (text.Contains("/"))
            return NotAHost(text, "it has a path", "Write only the host: a whole host is routed, not a path of it.");
        if (text.StartsWith("[", StringComparison.Ordinal) || text.Count(c => c == ':') > 1)
            return NotAHost(text, "it is an IP address", "Certificates and routes need a name.");
        if (text.IndexOf(':') is var colon and >= 0)
            return NotAHost(text, "it has a port", $"Write only the host: `{ScalarTexts.Quote(text.Substring(0, colon))}`; the ports are 80 and 443.");
        if (text.EndsWith(".", StringComparison.Ordinal))
            return NotAHost(text, "it has a trailing dot", $"Write `{ScalarTexts.Quote(text.TrimEnd('.'))}`.");
        return IsIpAddress(text) ? NotAHost(text, "it is an IP address", "Certificates and routes need a name.") : null;
    }

    private static Complaint? WhyNotALabel(string text, string label)
    {
        if (label.Length == 0)
            return NotAHost(text, "it has an empty label: two dots in a row or a dot at the beginning");
        if (label[0] == '-' || label[label.Length - 1] == '-')
            return NotAHost(text, $"the label `{ScalarTexts.Quote(label)}` begins or ends with a hyphen");
        if (!label.All(IsLabelCharacter))
            return NotAHost(text, $"the label `{ScalarTexts.Quote(label)}` has characters other than letters, digits and hyphens");
        return null;
    }

    private static bool IsLabelCharacter(char c) => c < 128
        ? ScalarTexts.IsLetterOrDigit(c) || c == '-'
        : char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Complaint? WhyNotAsAWhole(string text, string[] labels)
    {
        var last = labels[labels.Length - 1];
        if (last.All(ScalarTexts.IsDigit))
            return NotAHost(text, "its last label is numeric");
        if (labels.Length < 2 && last != "localhost")
            return NotAHost(text, "it has only one label", "Write the whole domain, such as `shop.example.com`.");
        return labels.Sum(label => label.Length + 1) - 1 > LongestName ? NotAHost(text, $"it has more than {LongestName} characters") : null;
    }

    private static bool IsIpAddress(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length > 0 && part.All(ScalarTexts.IsDigit));
    }

    private static Complaint NotAHost(string text, string why, string? hint = null) =>
        new(ProblemKinds.HostName, $"`{ScalarTexts.Quote(text)}` is not the host name of a domain: {why}.", hint);
}
