using System;

namespace Haloy.Engine.Operating;

/// <summary>What became of a server's reverse proxy.</summary>
public sealed record UpgradedProxy
{
    /// <summary>The server, as the file names it.</summary>
    public required string Server { get; init; }

    /// <summary>The image that it was to run.</summary>
    public required string Image { get; init; }

    /// <summary>The id of the image that it runs; null: there is no proxy on the server.</summary>
    public string? ImageId { get; init; }

    /// <summary>The id of the image that it ran before.</summary>
    public string? PreviousImageId { get; init; }

    /// <summary>Whether another took over; it does not where that image ran already, or no proxy is there.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>How long no proxy had the ports; null: one had them all the while.</summary>
    public TimeSpan? Gap { get; init; }
}
