using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>Where a container's output goes.</summary>
/// <param name="Type">The logging driver, for example <c>json-file</c>.</param>
/// <param name="Options">The driver's options, for example <c>max-size</c>.</param>
public sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Options);
