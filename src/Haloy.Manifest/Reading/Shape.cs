using System;
using System.Text.RegularExpressions;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Complaints about a text, a list or a map that stands where another belongs.</summary>
internal static class Shape
{
    private static readonly Regex KeyWithoutSpace = new(@"^-?\s*([A-Za-z_][A-Za-z0-9_.-]*):([^\s/:\\].*)$", RegexOptions.CultureInvariant);

    public static Complaint Wrong(string key, YamlNode node, string wanted, bool item = false) => new(
        ProblemKinds.WrongShape,
        item ? $"An item of `{key}` is {NameOf(node)}; it has to be {wanted}." : $"`{key}` is {NameOf(node)}; it has to be {wanted}.",
        HintFor(node, wanted));

    private static string NameOf(YamlNode node) => node switch
    {
        ListNode => "a list",
        MapNode => "a map",
        ScalarNode { IsNull: true } => "empty",
        _ => "a text",
    };

    private static string? HintFor(YamlNode node, string wanted)
    {
        if (wanted.StartsWith("a list", StringComparison.Ordinal))
            return node is MapNode { Entries.Count: > 0 } map && map.Entries[0].Key.Text.StartsWith("-", StringComparison.Ordinal)
                ? "A list item begins with `- `, with a space after the dash."
                : "Begin each item of the list with `- ` on a line of its own.";
        if (wanted.StartsWith("a map", StringComparison.Ordinal))
            return "Write `key: value` lines, indented, below it.";
        return node is ListNode ? "Write the value without `- `." : node is MapNode ? "Write the value on the line of its key." : null;
    }

    /// <summary>What is said of a text such as <c>server:a.example.com</c> where a map belongs; null: it is no such text.</summary>
    public static Complaint? SpaceIsMissing(YamlNode node)
    {
        if (node is not ScalarNode { IsPlain: true } scalar)
            return null;
        var line = scalar.Text.IndexOf('\n') is var end and >= 0 ? scalar.Text.Substring(0, end) : scalar.Text;
        var match = line.Length > 200 ? Match.Empty : KeyWithoutSpace.Match(line);
        return match.Success ? SpaceIsMissing(match.Groups[1].Value, match.Groups[2].Value) : null;
    }

    public static Complaint SpaceIsMissing(string key, string value) => new(
        ProblemKinds.MissingSpaceAfterColon,
        $"A space is missing after the colon of `{key}:`.",
        $"Write `{key}: {FirstWord(value)}`.");

    private static string FirstWord(string value) => value.IndexOf(' ') is var end and > 0 ? value.Substring(0, end) : value;
}
