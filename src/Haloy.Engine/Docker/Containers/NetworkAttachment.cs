using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A network that a container is to join.</summary>
/// <param name="Network">The network's name or id.</param>
/// <param name="Aliases">Names it is found by there, besides its own.</param>
/// <param name="Ipv4">The address it is given for good; null: the engine picks one at each start.</param>
public sealed record NetworkAttachment(string Network, IReadOnlyList<string> Aliases, string? Ipv4 = null);
