using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>An image that is on a server.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="BytesSent">What travelled for it.</param>
/// <param name="BytesTotal">The size of the whole.</param>
internal sealed record DeliveredImage(string Id, long BytesSent, long BytesTotal);

/// <summary>Brings an image to a server (spec/deploying.md §4).</summary>
internal sealed class ImageDelivery(DockerEngine server)
{
    /// <summary>Brings a built image from the local engine; nothing travels when the server has it.</summary>
    /// <param name="local">The engine that built it.</param>
    /// <param name="image">Its configuration.</param>
    /// <param name="id">Its id there.</param>
    /// <param name="progress">Hears the bytes sent so far, and of how many.</param>
    /// <param name="ct">Ends the transfer.</param>
    /// <exception cref="ImageException">It did not arrive.</exception>
    public async Task<DeliveredImage> BringAsync(
        DockerEngine local, ImageSpec image, string id, Action<long, long> progress, CancellationToken ct)
    {
        var there = await server.FindImageAsync(id, ct);
        var sent = 0L;
        if (there is null)
        {
            sent = await TransferAsync(local, image, id, progress, ct);
            there = await server.FindImageAsync(id, ct)
                ?? throw new ImageException($"The server loaded {image.Reference} but has no image {Short(id)} afterwards.");
        }
        await server.TagImageAsync(there.Id, image.Repository, image.Tag ?? Defaults.Tag, ct);
        return new(there.Id, sent, there.Size);
    }

    /// <summary>Has the server pull an image from its registry, as its policy says.</summary>
    /// <exception cref="ImageException">It is not to be had.</exception>
    public async Task<DeliveredImage> PullAsync(ImageSpec image, RegistryAuth? auth, CancellationToken ct)
    {
        var there = image.PullPolicy == PullPolicy.Always ? null : await server.FindImageAsync(image.Reference, ct);
        if (there is null && image.PullPolicy == PullPolicy.Never)
            throw new ImageException($"The server has no image {image.Reference}, and pull_policy: never forbids to ask a registry for it.");
        if (there is null)
        {
            try
            {
                await server.PullImageToEndAsync(image.Reference, null, auth, ct);
            }
            catch (DockerEngineException e)
            {
                throw new ImageException($"The server could not pull {image.Reference}: {e.Message}", e);
            }
            there = await server.FindImageAsync(image.Reference, ct)
                ?? throw new ImageException($"The server pulled {image.Reference} but does not have it afterwards.");
        }
        return new(there.Id, 0, there.Size);
    }

    private async Task<long> TransferAsync(
        DockerEngine local, ImageSpec image, string id, Action<long, long> progress, CancellationToken ct)
    {
        var whole = await local.FindImageAsync(id, ct)
            ?? throw new ImageException($"The local engine has no image {Short(id)} any more. Build it again.");
        var sent = 0L;
        await using var tar = await local.SaveImageAsync(whole.Id, ct);
        try
        {
            await server.LoadImageAsync(tar, new Bytes(n => progress(sent = n, whole.Size)), ct);
        }
        catch (DockerLoadException e)
        {
            throw new ImageException($"The server refused {image.Reference}: {e.Message}", e);
        }
        return sent;
    }

    private static string Short(string id) => id.Replace("sha256:", "", StringComparison.Ordinal)[..12];

    // Progress<T> would report on the thread pool, out of order.
    private sealed class Bytes(Action<long> heard) : IProgress<long>
    {
        public void Report(long value) => heard(value);
    }
}
