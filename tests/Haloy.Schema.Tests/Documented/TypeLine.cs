using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Haloy.Schema.Tests.Documented;

/// <summary>What a line <c># type: …</c> says. A word that it does not know is an error: nothing is passed over.</summary>
internal sealed record TypeLine
{
    public required IReadOnlyList<Form> Forms { get; init; }

    public bool IsRequired { get; init; }

    public bool IsNotNull { get; init; }

    public bool IsTopLevelOnly { get; init; }

    /// <summary>The default as written; prose when it depends on something.</summary>
    public string? Default { get; init; }

    /// <summary>The path of the key that this one is like.</summary>
    public string? Like { get; init; }

    /// <summary>The path of the key that every value of a map by name is like.</summary>
    public string? EachLike { get; init; }

    public bool IsEachATarget { get; init; }

    public IReadOnlyList<string> NotWith { get; init; } = [];

    public string? OnlyWith { get; init; }

    public string? RequiredWithout { get; init; }

    /// <summary>Keys of which exactly one is stated.</summary>
    public IReadOnlyList<string> Either { get; init; } = [];

    /// <summary>The default when it is a value, not prose.</summary>
    public string? FixedDefault => Default?.Contains(' ', StringComparison.Ordinal) == false ? Default : null;

    public static TypeLine Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var line = new TypeLine { Forms = FormsOf(parts[0]) };
        foreach (var part in parts.Skip(1))
        {
            var colon = part.IndexOf(": ", StringComparison.Ordinal);
            line = colon < 0 ? line.WithFlag(part) : line.With(part[..colon], part[(colon + 2)..]);
        }
        return line;
    }

    private TypeLine WithFlag(string flag) => flag switch
    {
        "required" => this with { IsRequired = true },
        "not null" => this with { IsNotNull = true },
        "top level only" => this with { IsTopLevelOnly = true },
        "each a target" => this with { IsEachATarget = true },
        _ => throw new FormatException($"A type line says `{flag}`, which means nothing."),
    };

    private TypeLine With(string name, string value) => name switch
    {
        "default" => this with { Default = value },
        "like" => this with { Like = value },
        "each like" => this with { EachLike = value },
        "not with" => this with { NotWith = value.Split(", ") },
        "only with" => this with { OnlyWith = value },
        "required without" => this with { RequiredWithout = value },
        "either" => this with { Either = value.Split(", ") },
        _ => throw new FormatException($"A type line says `{name}: {value}`, which means nothing."),
    };

    // The bars of a list are alternatives of its items.
    private static List<Form> FormsOf(string text) =>
        text.StartsWith("list of ", StringComparison.Ordinal)
            ? [new Form.List(FormsOf(text["list of ".Length..]))]
            : text.Split(" | ").Select(FormOf).ToList();

    private static Form FormOf(string text) => text switch
    {
        "anything" => new Form.Anything(),
        "boolean" => new Form.Boolean(),
        "map" => new Form.Map(),
        "map by name" => new Form.MapByName(),
        _ when text.StartsWith("one of ", StringComparison.Ordinal) => new Form.Choice(text["one of ".Length..].Split(", ")),
        _ when text.StartsWith("whole number ", StringComparison.Ordinal) => NumberOf(text["whole number ".Length..].Split(' ')),
        _ => new Form.Text(TextKind.Named(text) ?? throw new FormatException($"A type line says `{text}`, which is no type.")),
    };

    private static Form.WholeNumber NumberOf(string[] words) => words switch
    {
        [var least, "to", var most] => new Form.WholeNumber(Number(least), Number(most)),
        [var least, "and", "up"] => new Form.WholeNumber(Number(least), null),
        _ => throw new FormatException($"A type line says `whole number {string.Join(' ', words)}`, which is no range."),
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
