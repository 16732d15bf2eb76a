namespace Haloy.Engine.Deploying;

/// <summary>What a deploy would do about the image.</summary>
/// <param name="Reference">The image's name.</param>
/// <param name="Action">What would be done.</param>
/// <param name="BytesAtMost">What would travel, before compression; null: it is known once the image is built or pulled.</param>
/// <param name="BytesTotal">The size of the whole; null: not known.</param>
public sealed record ImageForecast(string Reference, ImageAction Action, long? BytesAtMost = null, long? BytesTotal = null);

/// <summary>What brings an image to a server.</summary>
public enum ImageAction
{
    /// <summary>The server has it.</summary>
    Nothing,

    /// <summary>This run built it; the layers that the server lacks are sent.</summary>
    Send,

    /// <summary>It is built first. The bytes are those of the image that was last built under this name.</summary>
    BuildAndSend,

    /// <summary>The server pulls it from its registry.</summary>
    Pull,
}
