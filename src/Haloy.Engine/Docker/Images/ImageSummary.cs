using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>An image as it is listed.</summary>
public sealed record ImageSummary
{
    /// <summary>Its id, <c>sha256:…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its references with a tag.</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>Its references with a digest.</summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>When it was built, to the second.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Its size on the server in bytes, layers shared with others included.</summary>
    public long Size { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
