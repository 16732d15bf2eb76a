using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>What a registry has under a reference.</summary>
/// <param name="Digest">The digest that the reference stands for at this moment.</param>
/// <param name="Platforms">What it is for, such as <c>linux/amd64</c>; empty where the engine does not know.</param>
public sealed record RegistryImage(string Digest, IReadOnlyList<string> Platforms);
