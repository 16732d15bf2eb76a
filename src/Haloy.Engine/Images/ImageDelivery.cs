using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>An image that is on a server.</summary>
/// <param name="Image">The image there.</param>
/// <param name="BytesSent">What travelled for it through the tunnel.</param>
/// <param name="Digest">Its digest in the registry that it was pulled from; null: it came another way.</param>
internal sealed record DeliveredImage(ImageDetails Image, long BytesSent, string? Digest = null)
{
    /// <summary>Its id there.</summary>
    public string Id => Image.Id;

    /// <summary>The size of the whole.</summary>
    public long BytesTotal => Image.Size;

    /// <summary>What its containers have to be labelled with so that the next transfer knows its layers; null: the server's engine tells them.</summary>
    public string? RecordedLayers { get; init; }
}

/// <summary>Brings an image to a server (spec/deploying.md §4).</summary>
/// <param name="server">The server.</param>
/// <param name="compress">Whether what travels is compressed: a network gains by it, this machine's own engine does not.</param>
/// <param name="witness">Names a running container of the server that can tell how much room there is; null: there is none.</param>
internal sealed class ImageDelivery(DockerEngine server, bool compress, Func<CancellationToken, Task<string>>? witness = null)
{
    /// <summary>Less than this is sent without asking for room: asking costs round trips.</summary>
    private const long WorthMeasuring = 32_000_000;

    /// <summary>Nothing on the server is changed before this is complete.</summary>
    public Task MayChange { get; init; } = Task.CompletedTask;

    /// <summary>Brings a built image from the local engine: the layers that the server lacks, nothing when it has the image.</summary>
    /// <param name="exports">The images of the engine that built it.</param>
    /// <param name="image">Its configuration.</param>
    /// <param name="id">Its id there.</param>
    /// <param name="progress">Hears how much of what travels has been sent, before compression, and of how much.</param>
    /// <param name="ct">Ends the transfer.</param>
    /// <exception cref="ImageException">It did not arrive; nothing of it was left behind.</exception>
    public async Task<DeliveredImage> BringAsync(
        ImageExports exports, ImageSpec image, string id, Action<long, long> progress, CancellationToken ct)
    {
        var transfer = new ArchiveTransfer(server, compress, progress, token => exports.DescribeAsync(id, token));
        var there = await server.FindImageAsync(id, ct);
        await MayChange.WaitAsync(ct);
        there ??= await TransferAsync(exports, transfer, image, id, ct);
        await server.TagImageAsync(there.Id, image.Repository, image.Tag ?? Defaults.Tag, ct);
        return there.Layers.Count > 0 || await exports.DescribeAsync(id, ct) is not { } known
            ? new(there, transfer.Sent)
            : new(known with { Id = there.Id, Size = there.Size }, transfer.Sent) { RecordedLayers = RecordedLayers.Text(known.Layers) };
    }

    /// <summary>
    /// Has the server pull an image from its registry, as its policy says. What a tag stands for is asked once per run, so
    /// that all servers get the same even if the tag moves meanwhile.
    /// </summary>
    /// <param name="image">Which.</param>
    /// <param name="auth">The login; null: nobody's.</param>
    /// <param name="digests">What the run's tags stand for.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ImageException">It is not to be had.</exception>
    public async Task<DeliveredImage> PullAsync(ImageSpec image, RegistryAuth? auth, ImageDigests digests, CancellationToken ct)
    {
        if (image.PullPolicy != PullPolicy.Always && await server.FindImageAsync(image.Reference, ct) is { } there)
            return new(there, 0);
        if (image.PullPolicy == PullPolicy.Never)
            throw NeverPulled(image.Reference);
        return await PullAsync(image, await digests.GetAsync(server, image, auth, ct), auth, ct);
    }

    /// <summary>Has the server pull exactly one image, unless it has it.</summary>
    /// <param name="image">What it is called afterwards.</param>
    /// <param name="digest">Its digest in the registry.</param>
    /// <param name="auth">The login; null: nobody's.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ImageException">It is not to be had.</exception>
    public async Task<DeliveredImage> PullAsync(ImageSpec image, string digest, RegistryAuth? auth, CancellationToken ct)
    {
        var pinned = $"{image.Repository}@{digest}";
        var there = await server.FindImageAsync(pinned, ct);
        await MayChange.WaitAsync(ct);
        there ??= await PullAsync(image.Reference, pinned, auth, ct);
        // By its digest alone nobody would recognise it, and `if_missing` looks for the name.
        if (image.Tag is { } tag && !there.RepoTags.Contains(image.Reference))
            await server.TagImageAsync(there.Id, image.Repository, tag, ct);
        return new(there, 0, digest);
    }

    /// <summary>What <see cref="BringAsync"/> would send, before compression; nothing is changed.</summary>
    /// <returns>The bytes, 0 when the image is there, and the size of all its layers.</returns>
    public async Task<(long Bytes, long Total)> ForecastAsync(ImageExports exports, ImageSpec image, string id, CancellationToken ct)
    {
        if (await server.FindImageAsync(id, ct) is { } there)
            return (0, there.Size);
        var archive = await exports.GetAsync(id, ct);
        var images = await server.ListImagesAsync(ct);
        return images.Any(i => archive.Is(i.Id)) ? (0, archive.Size)
            : (new PartialArchive(archive, await new MissingLayers(server, exports.DescribeAsync).CountThereAsync(archive, image.Repository, images, ct)).Length, archive.Size);
    }

    /// <summary>For an image that is not there and may not be asked for.</summary>
    public static ImageException NeverPulled(string reference) =>
        new($"The server has no image {reference}, and pull_policy: never forbids to ask a registry for it.");

    /// <summary>An id as people know it.</summary>
    public static string Short(string id) => id.Replace("sha256:", "", StringComparison.Ordinal)[..12];

    private async Task<ImageDetails> PullAsync(string reference, string pinned, RegistryAuth? auth, CancellationToken ct)
    {
        try
        {
            await server.PullImageToEndAsync(pinned, null, auth, ct);
        }
        catch (DockerEngineException e)
        {
            throw OutOfSpace.Is(e.EngineMessage)
                ? OutOfSpace.Of(reference, 0, e)
                : RegistryFailure.Of($"The server could not pull {reference}", e, "the server", auth?.Username);
        }
        return await server.FindImageAsync(pinned, ct)
            ?? throw new ImageException($"The server pulled {reference} but does not have it afterwards.");
    }

    private async Task<ImageDetails> TransferAsync(ImageExports exports, ArchiveTransfer transfer, ImageSpec image, string id, CancellationToken ct)
    {
        ImageArchive? archive = null;
        try
        {
            try
            {
                archive = await exports.GetAsync(id, ct);
            }
            catch (UnreadableArchiveException)
            {
                await using var saved = await exports.SaveAsync(id, ct);
                return await transfer.SendAsync(saved, ct);
            }
            return await FindAsync(exports, transfer, archive, image, ct);
        }
        catch (DockerLoadException e)
        {
            throw OutOfSpace.Is(e.EngineMessage)
                ? OutOfSpace.Of(image.Reference, archive?.Size ?? 0, e)
                : new ImageException($"The server refused {image.Reference}: {e.Message}", e);
        }
    }

    // The two kinds of image store give the same image different ids.
    private async Task<ImageDetails> FindAsync(ImageExports exports, ArchiveTransfer transfer, ImageArchive archive, ImageSpec image, CancellationToken ct)
    {
        var images = await server.ListImagesAsync(ct);
        if (images.FirstOrDefault(i => archive.Is(i.Id)) is { } listed && await server.FindImageAsync(listed.Id, ct) is { } there)
        {
            if (there.Id == archive.ConfigDigest || await transfer.IsSoundAsync(there.Id, ct))
                return there;
            // A deploy that was killed may have left it half loaded.
            await transfer.RemoveAsync(archive, ct);
        }
        var layersThere = await new MissingLayers(server, exports.DescribeAsync).CountThereAsync(archive, image.Repository, images, ct);
        await RefuseTooLittleRoomAsync(image.Reference, archive.Layers.Skip(layersThere).Sum(layer => layer.Size), ct);
        return await transfer.SendAsync(archive, layersThere, ct);
    }

    // An engine unpacks what arrives before it makes layers of it: for a moment it has everything twice.
    private async Task RefuseTooLittleRoomAsync(string reference, long bytes, CancellationToken ct)
    {
        if (witness is null || bytes < WorthMeasuring)
            return;
        var disk = new DiskSpace(server);
        if (await disk.FreeAsync(await witness(ct), ct) is { } free && free < 2 * bytes)
            throw new ImageException(
                $"The server has {DiskSpace.Megabytes(free)} left on its disk, and {reference} needs {DiskSpace.Megabytes(2 * bytes)} there: "
                + $"{DiskSpace.Megabytes(bytes)} as they arrive, and as much unpacked. Nothing was sent. {await disk.FreeableAsync(ct)}");
    }
}
