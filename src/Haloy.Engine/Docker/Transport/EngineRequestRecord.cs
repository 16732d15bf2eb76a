using System;

namespace Haloy.Engine.Docker;

/// <summary>A request that was answered or failed, for logs. Holds no secrets: those travel in headers and bodies.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query, without the API version.</param>
/// <param name="Status">The answer's status; null when there was none.</param>
/// <param name="Duration">From sending to the answer's headers.</param>
public sealed record EngineRequestRecord(string Method, string Path, int? Status, TimeSpan Duration);
