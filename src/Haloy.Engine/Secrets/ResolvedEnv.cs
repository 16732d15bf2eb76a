using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Haloy.Engine.Secrets;

/// <summary>The values that were asked for, in their order.</summary>
/// <param name="Target">The target they belong to.</param>
/// <param name="Variables">The values.</param>
public sealed record ResolvedEnv(string Target, ImmutableArray<ResolvedVariable> Variables)
{
    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">It was not asked for.</exception>
    public ResolvedVariable this[string name] =>
        Variables.FirstOrDefault(variable => variable.Name == name)
        ?? throw new KeyNotFoundException($"{name} was not asked for.");
}

/// <summary>A value with its name: a plain text, or a secret when any part of it came from outside the file.</summary>
public sealed record ResolvedVariable
{
    internal ResolvedVariable(string name, string plain) => (Name, Plain) = (name, plain);

    internal ResolvedVariable(string name, Secret secret) => (Name, Secret) = (name, secret);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The text as the file has it; null: it is a secret.</summary>
    public string? Plain { get; }

    /// <summary>The secret; null: it is plain.</summary>
    public Secret? Secret { get; }

    /// <summary>The text, secret or not, for those who hand it on to where it belongs.</summary>
    public string Reveal() => Plain ?? Secret!.Reveal();

    /// <summary><c>NAME=text</c>, or <c>NAME=***</c>.</summary>
    public override string ToString() => Name + "=" + (Plain ?? Secret.Mask);
}
