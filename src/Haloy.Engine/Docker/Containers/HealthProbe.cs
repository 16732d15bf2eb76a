using System;

namespace Haloy.Engine.Docker;

/// <summary>One run of a health check.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="ExitCode">0 is healthy.</param>
/// <param name="Output">What it printed.</param>
public sealed record HealthProbe(DateTimeOffset? Start, DateTimeOffset? End, int ExitCode, string Output);
