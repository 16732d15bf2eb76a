using System;

namespace Haloy.Manifest.Targets;

/// <summary>
/// A reference to a secret in its parts: <c>provider:source.key</c>, <c>provider:source:key</c>, <c>env:NAME</c> or
/// <c>nuke:NAME</c>. The separator that comes first ends the source; the key may hold dots and colons.
/// </summary>
/// <param name="Provider">Such as <c>onepassword</c>.</param>
/// <param name="Source">The source's name; null for <c>env</c> and <c>nuke</c>.</param>
/// <param name="Key">The key in the source, or the variable's or parameter's name.</param>
public sealed record SecretReference(string Provider, string? Source, string Key)
{
    /// <summary>The providers that there are.</summary>
    public static EquatableArray<string> Providers { get; } = EquatableArray.Of("onepassword", "sops", "env", "nuke");

    /// <summary>Takes a reference apart.</summary>
    /// <param name="text">The reference in the spelling of the file.</param>
    /// <returns>Its parts; null: it is no reference. Whether provider and source exist is not checked.</returns>
    public static SecretReference? TryParse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0 || colon == text.Length - 1)
            return null;
        var provider = text.Substring(0, colon);
        var rest = text.Substring(colon + 1);
        if (provider is "env" or "nuke")
            return new SecretReference(provider, null, rest);
        var separator = rest.IndexOfAny(['.', ':']);
        return separator <= 0 || separator == rest.Length - 1 || string.IsNullOrWhiteSpace(rest.Substring(0, separator))
            ? null
            : new SecretReference(provider, rest.Substring(0, separator), rest.Substring(separator + 1));
    }
}
