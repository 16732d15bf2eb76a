using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Haloy.Engine.Secrets;

/// <summary>What a source of secrets answered: its values by key, or why it did not.</summary>
internal sealed class FetchedSource
{
    private readonly ILookup<string, string> _values;

    private FetchedSource(IEnumerable<(string Key, string Value)> values, string? failure, string? hint)
    {
        _values = values.ToLookup(value => value.Key, value => value.Value, StringComparer.Ordinal);
        Failure = failure;
        Hint = hint;
    }

    /// <summary>Why there are no values; null: there are.</summary>
    public string? Failure { get; }

    public string? Hint { get; }

    /// <summary>The keys, each once, sorted.</summary>
    public ImmutableArray<string> Keys => [.. _values.Select(group => group.Key).Order(StringComparer.Ordinal)];

    /// <param name="values">Keys and values; a key that comes twice with different values can only be asked for by another.</param>
    public static FetchedSource Of(IEnumerable<(string Key, string Value)> values) => new(values, null, null);

    public static FetchedSource Failed(string failure, string? hint) => new([], failure, hint);

    /// <summary>The values of a key, equal ones once.</summary>
    public ImmutableArray<string> Find(string key) => [.. _values[key].Distinct(StringComparer.Ordinal)];

    public override string ToString() => nameof(FetchedSource);
}
