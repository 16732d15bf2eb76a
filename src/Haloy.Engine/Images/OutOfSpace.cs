using System;
using System.Globalization;

namespace Haloy.Engine.Images;

/// <summary>A server's full disk, as its engine words it and as people need it.</summary>
internal static class OutOfSpace
{
    public static bool Is(string engineMessage) => engineMessage.Contains("no space left on device", StringComparison.OrdinalIgnoreCase);

    /// <param name="reference">The image that does not fit.</param>
    /// <param name="size">Its size; 0: not known.</param>
    /// <param name="inner">What the engine said.</param>
    public static ImageException Of(string reference, long size, Exception? inner)
    {
        var howLarge = size == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", which takes {Math.Max(1, size / 1_000_000)} MB");
        return new($"The server has no space left on its disk for {reference}{howLarge}; nothing of it was left there. "
            + "'docker system df' on the server shows what takes the space, 'docker image prune' removes images that nothing uses.", inner);
    }
}
