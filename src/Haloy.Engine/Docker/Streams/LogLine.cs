using System;

namespace Haloy.Engine.Docker;

/// <summary>A line that a container wrote.</summary>
/// <param name="IsError">Whether it was written to standard error; never so with a terminal.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="Timestamp">When the engine received it; null unless asked for.</param>
public sealed record LogLine(bool IsError, string Text, DateTimeOffset? Timestamp);
