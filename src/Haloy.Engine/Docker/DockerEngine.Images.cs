using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Lists the images that are there.</summary>
    public async Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken)
    {
        var images = await AskAsync(EngineRequest.Get($"/images/json"), WireJson.Default.ListImageSummaryJson, cancellationToken);
        return [.. images.Select(image => image.ToSummary())];
    }

    /// <summary>How many bytes all images' layers take on the server, each layer counted once. The engine may need seconds for it.</summary>
    public async Task<long> ImageBytesAsync(CancellationToken cancellationToken) =>
        (await AskAsync(EngineRequest.Get($"/system/df"), WireJson.Default.DiskUsageJson, cancellationToken)).LayersSize;

    /// <summary>Inspects an image; null when there is none of that reference or id.</summary>
    public async Task<ImageDetails?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        var image = await FindAsync(EngineRequest.Get($"/images/{reference}/json"), WireJson.Default.ImageDetailsJson, cancellationToken);
        return image?.ToDetails();
    }

    /// <summary>Gives an image one more reference; an image that had it loses it.</summary>
    public Task TagImageAsync(string id, string repository, string tag, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/images/{id}/tag?repo={repository}&tag={tag}"), cancellationToken);

    /// <summary>Takes a reference off an image, and removes the image with its last one. One that is not there is fine.</summary>
    /// <param name="reference">A reference, or an id for all of its references.</param>
    /// <param name="force">Whether an image with several references, or with stopped containers, goes too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DockerConflictException">A container uses it.</exception>
    public Task RemoveImageAsync(string reference, bool force, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Delete($"/images/{reference}?force={force}") with { AlsoFine = [HttpStatusCode.NotFound] }, cancellationToken);

    /// <summary>
    /// Loads images from a tar, compressed or not. The engine answers 200 whatever happens: its words decide.
    /// </summary>
    /// <param name="tar">What <c>docker save</c> writes.</param>
    /// <param name="sent">Told how many bytes of the tar were sent so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DockerLoadException">The engine refused it, or loaded nothing.</exception>
    public async Task<ImageLoadResult> LoadImageAsync(Stream tar, IProgress<long>? sent, CancellationToken cancellationToken)
    {
        // Quiet: the engine speaks only once it has read everything, so neither side waits for the other to read.
        var request = EngineRequest.Post($"/images/load?quiet={true}");
        try
        {
            using var answer = await UploadAsync(request, tar, sent, cancellationToken);
            var words = new LoadWords(request);
            await foreach (var message in answer.ReadManyAsync(WireJson.Default.ProgressJson, cancellationToken))
                words.Add(message);
            return words.ToResult();
        }
        catch (DockerEngineException e) when (e is not (DockerUnreachableException or DockerLoadException))
        {
            throw new DockerLoadException(e.Request, e.StatusCode, e.EngineMessage);
        }
    }

    /// <summary>Writes an image as a tar that can be loaded. Disposing the stream frees its connection.</summary>
    /// <exception cref="DockerNotFoundException">There is no such image.</exception>
    public async Task<Stream> SaveImageAsync(string reference, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(EngineRequest.Get($"/images/{reference}/get") with { IsOpenEnded = true }, cancellationToken);
        return answer.Body;
    }

    /// <summary>Sends a stream over a connection of its own, so that a refusal is heard even while sending.</summary>
    private async Task<EngineAnswer> UploadAsync(EngineRequest request, Stream source, IProgress<long>? sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var over = await OpenOwnAsync(cancellationToken);
        var content = new UploadContent(source, sent, over);
        try
        {
            return await SendAsync(request with { Body = content, Over = over }, cancellationToken);
        }
        catch (DockerUnreachableException) when (content.SourceFailure is not null)
        {
            content.SourceFailure.Throw();
            throw;
        }
    }
}
