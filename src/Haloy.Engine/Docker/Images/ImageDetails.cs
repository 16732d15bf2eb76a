using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>An image as it is inspected.</summary>
public sealed record ImageDetails
{
    /// <summary>Its id, <c>sha256:…</c>: of its configuration, or of its manifest where the engine keeps images in containerd.</summary>
    public required string Id { get; init; }

    /// <summary>Its references with a tag.</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>Its references with a digest; empty for an image that no registry has seen.</summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>When it was built; null where it does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its architecture in Go's words, for example <c>amd64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Its operating system, for example <c>linux</c>.</summary>
    public string Os { get; init; } = "";

    /// <summary>The architecture's variant, for example <c>v8</c>; null where there is none.</summary>
    public string? Variant { get; init; }

    /// <summary>The diff ids of its layers, lowest first.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What its containers are by default.</summary>
    public ImageConfig Config { get; init; } = new();

    /// <summary>Its size on the server in bytes.</summary>
    public long Size { get; init; }
}
