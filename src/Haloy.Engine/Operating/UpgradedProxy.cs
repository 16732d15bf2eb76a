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

    /// <summary>How long no proxy had the ports; null: it was not replaced, since it ran that image already or is not there.</summary>
    public TimeSpan? Gap { get; init; }
}
