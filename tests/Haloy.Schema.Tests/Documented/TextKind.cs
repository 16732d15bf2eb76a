using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Schema.Tests.Documented;

/// <summary>A kind of text that a type line can name.</summary>
/// <param name="Name">As the type line names it.</param>
/// <param name="Pattern">What a text has to match as a whole, for .NET and ECMAScript alike; null: anything.</param>
/// <param name="MayLookLike">
/// The JSON types that YAML may take the unquoted text for. A kind whose texts never look like a number does not list it.
/// </param>
internal sealed record TextKind(string Name, string? Pattern, params string[] MayLookLike)
{
    private const string Letter = "(?:[A-Za-z0-9]|[^\\x00-\\x7f])";
    private const string Label = "(?![^.]{64})" + Letter + "(?:(?:[A-Za-z0-9-]|[^\\x00-\\x7f])*" + Letter + ")?";

    // The last label must not be all digits: that is an address.
    private const string Host =
        "(?!.{254})(?:[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|(?:" + Label + "\\.)+(?![0-9]+$)" + Label + ")";

    private const string DockerName = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private const string Variable = "[A-Za-z_][A-Za-z0-9_]*";

    private const string TagText = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private const string Part = "[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?";

    // As in Docker: what stands before the first slash is a host when it has a dot, a colon or a capital, or is localhost.
    private const string Registry = "(?=[^/]*[.:A-Z]|localhost/)(?:[A-Za-z0-9.\\[\\]:-]+:[0-9]{1,5}|[A-Za-z0-9.\\[\\]-]+)/";
    private const string Digest = "(?:sha256:[0-9a-f]{64}|(?!sha256:)[A-Za-z0-9+._-]+:[0-9a-f]{32,})";

    private const string Image = "(?:" + Registry + ")?" + Part + "(?:/" + Part + ")*(?::" + TagText + ")?(?:@" + Digest + ")?";

    private const string ServerName = "(?:(?:[A-Za-z0-9._%+]|[^\\x00-\\x7f])(?:[A-Za-z0-9._%+-]|[^\\x00-\\x7f])*)";
    private const string Ip6 = "(?:[A-Za-z0-9._%+][A-Za-z0-9._%+-]*)?:[A-Za-z0-9._%+:-]*:[A-Za-z0-9._%+:-]*";
    private const string User = "[^\\x00-\\x20:/\\\\\"'`$;|&<>-][^\\x00-\\x20:/\\\\\"'`$;|&<>]*";

    private static readonly string Port = "(?:" + NumberPattern.Between(1, 65535) + ")";

    public static IReadOnlyList<TextKind> All { get; } =
    [
        new("text", null, "number", "boolean"),
        new("filled text", "[\\s\\S]*\\S[\\s\\S]*", "number", "boolean"),
        new("app name", "[A-Za-z0-9][A-Za-z0-9_-]{0,62}", "number", "boolean"),
        new("percentage", "(?:[1-9][0-9]?|100)%"),
        new("path", "/\\S*"),
        new("host", Host),
        new("e-mail", "[^\\s@]+@" + Host),
        new("network name", DockerName, "number", "boolean"),
        new("variable name", Variable, "boolean"),
        new("volume", "(?![A-Za-z]:/[^:]*:)(?:/[^:\\\\]*|" + DockerName + "):/[^:\\\\]*(?::[^\\s:\\\\]+)?"),
        new("tag", TagText, "number", "boolean"),
        new("image reference", Image, "number", "boolean"),
        new("base image", "archive:[\\s\\S]*\\S[\\s\\S]*|" + Image, "number", "boolean"),
        new("project file", "[\\s\\S]+\\.[A-Za-z]+[Pp][Rr][Oo][Jj]"),
        new(
            "server",
            "\\s*(?:[Ss][Ss][Hh]://)?(?:" + User + "@)?(?:(?:" + ServerName + "|\\[[^\\]]+\\])(?::" + Port + ")?|" + Ip6 + ")/*\\s*",
            "number", "boolean"),
        new(
            "secret reference",
            "(?:onepassword|sops):(?=[^.:]*[^\\s.:])[^.:]+[.:][\\s\\S]+|env:" + Variable + "|nuke:-*[A-Za-z_][A-Za-z0-9_-]*"),
    ];

    /// <summary>The name as a sentence has it.</summary>
    public string Indefinite => ("aeio".Contains(Name[0], StringComparison.Ordinal) ? "an " : "a ") + Name;

    public static TextKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
