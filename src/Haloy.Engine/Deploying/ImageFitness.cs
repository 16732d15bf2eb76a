using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>Whether an image that arrived can be what the target says it is, told before it is started.</summary>
internal static class ImageFitness
{
    /// <summary>Looks at it.</summary>
    /// <returns>What is worth knowing though it may work.</returns>
    /// <exception cref="ImageException">The server cannot run it.</exception>
    public static IEnumerable<string> Check(TargetSpec target, ImageDetails image, string platform)
    {
        if (!Platforms.CanRun(platform, image) && target.Image.Builder?.Platform is null)
            throw new ImageException(
                $"{target.Image.Reference} is an image for {Platforms.Of(image)}, and the server {target.Server} runs {platform}: its programs cannot start there. "
                + (target.Image.Build ? "State `platform` under `builder`." : $"Deploy one that was built for {platform}, or an image for several platforms."));
        return Warnings(target, image, platform);
    }

    private static IEnumerable<string> Warnings(TargetSpec target, ImageDetails image, string platform)
    {
        if (!Platforms.CanRun(platform, image))
            yield return $"{target.Image.Reference} is an image for {Platforms.Of(image)}, as `platform` says; the server {target.Server} runs {platform} and needs QEMU to start it.";
        var exposed = image.Config.ExposedPorts.Where(port => !port.Contains('/') || port.EndsWith("/tcp", System.StringComparison.Ordinal)).Select(port => port.Split('/')[0]).ToList();
        var isAsked = target.Domains.Count > 0 || target.HealthCheckPath is not null;
        if (isAsked && exposed.Count > 0 && !exposed.Contains(target.Port.ToString(CultureInfo.InvariantCulture)))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{target.Image.Reference} says that it listens on {string.Join(", ", exposed)} (EXPOSE), and `port` is {target.Port}. If it does not become healthy, state `port: {exposed[0]}`.");
    }
}
