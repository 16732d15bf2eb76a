using System;

namespace Haloy.Engine.Docker;

/// <summary>Which of a container's lines are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>How many of the last lines; null: all.</summary>
    public int? Tail { get; init; }

    /// <summary>Whether lines yet to be written are wanted too, until the container exits.</summary>
    public bool Follow { get; init; }

    /// <summary>From when on, by the server's clock; null: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether lines carry the time at which the engine received them.</summary>
    public bool Timestamps { get; init; }
}
