using System;
using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Microsoft.CodeAnalysis.CSharp;

namespace Nuke.Haloy.Generator;

/// <summary>Makes C# names of target keys.</summary>
internal static class Naming
{
    /// <summary>Members that <c>HaloyTarget</c> or <c>HaloyTargets</c> has anyway; a target so named gets a <c>_</c>.</summary>
    private static readonly HashSet<string> _taken = new(StringComparer.Ordinal)
    {
        "HaloyTarget", "HaloyTargets", "Key", "Name", "Server", "Strategy", "Replicas", "Image", "Domains", "Protected", "Value",
        "All", "Names", "ConfigurationFile", "Parse", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals",
        "MemberwiseClone", "Finalize",
    };

    /// <summary>Null when no name can be made of it; the reader has reported that.</summary>
    public static TargetName? For(string key)
    {
        var name = TargetNaming.PascalCase(key);
        if (!SyntaxFacts.IsValidIdentifier(name))
            return null;
        // DeployAll and its like are there already.
        var suffix = string.Equals(name, "All", StringComparison.OrdinalIgnoreCase) ? name + "_" : name;
        return new TargetName(key, suffix, _taken.Contains(name) ? name + "_" : name, suffix);
    }
}
