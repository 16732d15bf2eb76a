using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>What a container's health check says.</summary>
public sealed record ContainerHealth
{
    /// <summary><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How many tests failed in a row.</summary>
    public int FailingStreak { get; init; }

    /// <summary>The last tests, oldest first; the engine keeps five.</summary>
    public IReadOnlyList<HealthProbe> Log { get; init; } = [];
}
