using System.Collections.Generic;

namespace Haloy.Engine.Operating;

/// <summary>What a prune removed.</summary>
/// <param name="Targets">Target by target, in the file's order.</param>
/// <param name="Servers">Server by server.</param>
public sealed record PruneReport(IReadOnlyList<PrunedTarget> Targets, IReadOnlyList<PrunedServer> Servers);

/// <summary>What was removed of one target.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Kept">The deployments that stay, newest first.</param>
/// <param name="Containers">The names of the containers that went.</param>
/// <param name="Images">The references that were taken off images; an image goes with its last one.</param>
public sealed record PrunedTarget(string Target, string Server, IReadOnlyList<string> Kept, IReadOnlyList<string> Containers, IReadOnlyList<string> Images);

/// <summary>What a server won.</summary>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="BytesFreed">The bytes of image layers that went; layers that other images use stay.</param>
public sealed record PrunedServer(string Server, long BytesFreed);
