using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>How the engine finds out whether a container is healthy.</summary>
public sealed record Healthcheck
{
    /// <summary>The test: <c>CMD</c> or <c>CMD-SHELL</c> and what it runs; <c>NONE</c> switches the image's check off.</summary>
    public required IReadOnlyList<string> Test { get; init; }

    /// <summary>From one test to the next; null: the engine's default, 30 s.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long a test may take; null: the engine's default, 30 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long after the start failures do not count; null: they count at once.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>How many failures in a row make it unhealthy; null: the engine's default, 3.</summary>
    public int? Retries { get; init; }
}
