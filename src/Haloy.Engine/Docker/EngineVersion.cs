using System;

namespace Haloy.Engine.Docker;

/// <summary>What an engine says of itself when it is pinged.</summary>
public sealed record EngineVersion
{
    /// <summary>The newest API version that the engine speaks.</summary>
    public required Version ApiVersion { get; init; }

    /// <summary>The version that is spoken with it: the engine's or ours, whichever is older.</summary>
    public required Version SpokenApiVersion { get; init; }

    /// <summary>What its containers run on, for example <c>linux</c>.</summary>
    public string OsType { get; init; } = "";

    /// <summary>The builder that it prefers: <c>2</c> is BuildKit; null where it does not say.</summary>
    public string? BuilderVersion { get; init; }
}
