namespace Haloy.Manifest.Targets;

/// <summary>Where a value comes from (spec/configuration.md §5): written in the file, or found when it is needed.</summary>
public abstract record ValueSource
{
    private ValueSource() { }

    /// <summary>A value written in the file. Not a secret.</summary>
    /// <param name="Value">
    /// The text, expanded as far as the file allows. When <paramref name="Unfinished"/>, it still holds <c>${NAME}</c>
    /// references to entries that come <c>from</c> somewhere; filled in at deploy time, and a secret then.
    /// </param>
    /// <param name="Unfinished">The names of the entries that are still to be filled in; empty: none.</param>
    public sealed record Literal(string Value, EquatableArray<string> Unfinished = default) : ValueSource
    {
        /// <summary>
        /// The text in pieces when it is unfinished, so that a <c>${</c> that was written as <c>$${</c> is not taken for a
        /// reference when the rest is filled in; empty when it is finished. <see cref="EnvExpansion.Fill"/> reads them.
        /// </summary>
        public EquatableArray<ValuePiece> Pieces { get; init; }
    }

    /// <summary><c>from: { env: NAME }</c>: a variable of the deploying machine's environment or <c>.env</c> files.</summary>
    /// <param name="Name">The variable's name.</param>
    public sealed record FromEnvironment(string Name) : ValueSource;

    /// <summary><c>from: { secret: REF }</c>: a secret of a provider.</summary>
    /// <param name="Reference">The reference in the spelling of the file.</param>
    public sealed record FromSecret(string Reference) : ValueSource;
}

/// <summary>A piece of an unfinished value.</summary>
/// <param name="Text">Literal text, or the name of the entry that is to be filled in.</param>
/// <param name="IsReference">Whether it is such a name.</param>
public readonly record struct ValuePiece(string Text, bool IsReference);
