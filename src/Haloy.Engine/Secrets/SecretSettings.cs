using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>Where values come from in a run.</summary>
public sealed record SecretSettings
{
    /// <summary>The configuration's directory: <c>.env</c> files lie there, and files of sources are relative to it.</summary>
    public required string Directory { get; init; }

    /// <summary>The declared sources.</summary>
    public EquatableArray<SecretSource> Sources { get; init; }

    /// <summary>The real environment; also set for the providers' programs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Looks up a <c>[Secret]</c> parameter of the build by name; null: there are none.</summary>
    public Func<string, string?>? NukeParameter { get; init; }

    /// <summary>The 1Password CLI: a name found in PATH, or a path.</summary>
    public string OnePasswordExecutable { get; init; } = "op";

    /// <summary>The sops CLI: a name found in PATH, or a path.</summary>
    public string SopsExecutable { get; init; } = "sops";

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SecretSettings);
}
