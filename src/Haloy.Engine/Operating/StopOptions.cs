using System.Collections.Generic;

namespace Haloy.Engine.Operating;

/// <summary>What goes besides the running containers.</summary>
/// <param name="RemoveContainers">Whether the app's containers are removed, the kept ones included: nothing is left to roll back to.</param>
/// <param name="RemoveVolumes">Whether its named volumes are removed with their data; only with <paramref name="RemoveContainers"/>.</param>
public sealed record StopOptions(bool RemoveContainers = false, bool RemoveVolumes = false);

/// <summary>What a stop did.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Stopped">How many containers were stopped.</param>
/// <param name="Removed">How many were removed.</param>
public sealed record StopResult(string Target, string Server, int Stopped, int Removed)
{
    /// <summary>The volumes that were removed, with their data.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Why it was not stopped, or not wholly; null: it was.</summary>
    public string? Error { get; init; }
}
