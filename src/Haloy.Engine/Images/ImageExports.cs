using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>The images that a run took out of the local engine: each once, however many servers and targets want it.</summary>
internal sealed class ImageExports(DockerEngine local) : IAsyncDisposable
{
    // The next deploy of the run may have better luck with what could not be exported.
    private readonly Once<string, ImageArchive> _archives = new(isFinal: e => e is UnreadableArchiveException);

    /// <summary>The image of an id; who asks while it is being exported waits for the same.</summary>
    /// <exception cref="ImageException">It could not be exported.</exception>
    /// <exception cref="UnreadableArchiveException">It can only be sent as it is.</exception>
    public Task<ImageArchive> GetAsync(string id, CancellationToken ct) => _archives.GetAsync(id, token => ExportAsync(id, token), ct);

    /// <summary>An image that was never in the engine; it is theirs from now on.</summary>
    public Task AddAsync(ImageArchive image, CancellationToken ct) => _archives.GetAsync(image.ConfigDigest, _ => Task.FromResult(image), ct);

    /// <summary>What the engine knows of the image; null when it does not have it, or is not there.</summary>
    public async Task<ImageDetails?> DescribeAsync(string id, CancellationToken ct)
    {
        try
        {
            return await local.FindImageAsync(id, ct);
        }
        catch (DockerUnreachableException)
        {
            return null;
        }
    }

    /// <summary>The image as the engine saves it.</summary>
    public Task<Stream> SaveAsync(string id, CancellationToken ct) => local.SaveImageAsync(id, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var export in _archives.Begun)
        {
            await ((Task)export).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (export.IsCompletedSuccessfully)
                (await export).Dispose();
        }
    }

    private async Task<ImageArchive> ExportAsync(string id, CancellationToken ct)
    {
        var image = await local.FindImageAsync(id, ct)
            ?? throw new ImageException($"The local engine has no image {ImageDelivery.Short(id)} any more. Build it again.");
        await using var saved = await local.SaveImageAsync(image.Id, ct);
        try
        {
            return await SavedImage.ReadAsync(saved, image.Architecture, ct);
        }
        catch (IOException e)
        {
            throw new ImageException($"The image {ImageDelivery.Short(id)} could not be written to {Path.GetTempPath()}: {e.Message}", e);
        }
    }
}
