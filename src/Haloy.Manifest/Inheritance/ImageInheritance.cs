using System.Collections.Generic;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Inheritance;

/// <summary>Which image a target has: its own over the base's, one level deep.</summary>
internal static class ImageInheritance
{
    /// <summary>The image of a target; null: nobody states one.</summary>
    public static WrittenImage? Of(WrittenTarget target, WrittenTarget @base, IReadOnlyDictionary<string, WrittenImage> images)
    {
        if (target.ImageKey is not null)
            return Named(target, images);
        var inherited = @base.ImageKey is null ? @base.Image : Named(@base, images);
        return target.Image is null ? inherited : Over(target.Image, inherited);
    }

    // An image_key that could not be read or leads nowhere has its problem; no conclusions are drawn from it.
    private static WrittenImage Named(WrittenTarget target, IReadOnlyDictionary<string, WrittenImage> images) =>
        images.TryGetValue(target.ImageKey!.Value, out var image)
            ? image
            : new WrittenImage { Place = target.ImageKey.Place, IsUnreadable = true };

    private static WrittenImage Over(WrittenImage image, WrittenImage? inherited)
    {
        if (inherited is null)
            return image;
        var merged = image with
        {
            PullPolicy = image.PullPolicy ?? inherited.PullPolicy,
            History = image.History ?? inherited.History,
        };
        return image.IsText ? merged : merged with
        {
            IsUnreadable = image.IsUnreadable || (image.Repository is null && inherited.IsUnreadable),
            Repository = image.Repository ?? inherited.Repository,
            Version = image.Version ?? inherited.Version,
            Build = image.Build ?? inherited.Build,
            Builder = image.Builder ?? inherited.Builder,
            Registry = image.Registry ?? inherited.Registry,
        };
    }
}
