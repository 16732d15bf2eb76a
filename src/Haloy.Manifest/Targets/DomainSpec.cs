namespace Haloy.Manifest.Targets;

/// <summary>A host name that is routed to the target, and those that redirect to it (spec/configuration.md §4).</summary>
/// <param name="Domain">The canonical host, lower case, punycode.</param>
/// <param name="Aliases">Hosts that answer 301 to the canonical one.</param>
public sealed record DomainSpec(string Domain, EquatableArray<string> Aliases);
