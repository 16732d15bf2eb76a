using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A volume.</summary>
public sealed record VolumeSummary
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its driver, for example <c>local</c>.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Where it lies on the server.</summary>
    public string Mountpoint { get; init; } = "";

    /// <summary>When it was created; null where the engine does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
