using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>Finds out which layers of an image a server lacks, from the images that it has.</summary>
/// <param name="server">The server.</param>
/// <param name="describe">Tells what is known here of the image with an id; null: nothing.</param>
internal sealed class MissingLayers(DockerEngine server, Func<string, CancellationToken, Task<ImageDetails?>> describe)
{
    /// <summary>Images of other repositories are looked at when more than this is missing: asking costs a round trip.</summary>
    private const long WorthAsking = 256 * 1024;

    /// <summary>How many images are looked at, the newest first.</summary>
    private const int MostImages = 64;

    private const int AtOnce = 8;

    /// <summary>How many of the lowest layers are there, in this order and with nothing below: an engine knows a layer by all that is under it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="repository">Its repository, whose images on the server are the likeliest to share layers.</param>
    /// <param name="there">The server's images.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<int> CountThereAsync(ImageArchive image, string repository, IReadOnlyList<ImageSummary> there, CancellationToken ct)
    {
        var newest = there.OrderByDescending(i => i.Created).ToLookup(i => i.RepoTags.Any(t => ImageName.Split(t).Repository == repository));
        var own = newest[true].Take(MostImages).ToList();
        var count = await CountThereAsync(image, own, ct);
        if (image.Layers.Skip(count).Sum(layer => layer.Size) <= WorthAsking)
            return count;
        return Math.Max(count, await CountThereAsync(image, newest[false].Take(MostImages - own.Count), ct));
    }

    /// <summary>How many elements two chains have in common from their beginning.</summary>
    public static int CommonPrefix(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();

    private async Task<int> CountThereAsync(ImageArchive image, IEnumerable<ImageSummary> candidates, CancellationToken ct)
    {
        var wanted = image.DiffIds;
        var counts = new ConcurrentBag<int> { 0 };
        var untold = false;
        await Parallel.ForEachAsync(candidates, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (candidate, token) =>
        {
            // An id stands for the same layers everywhere: most often the image was built here, and nothing need be asked there.
            // One that was removed meanwhile is no candidate any more.
            var found = await describe(candidate.Id, token);
            if (found is not { Layers.Count: > 0 })
                found = await server.FindImageAsync(candidate.Id, token);
            if (found is null)
                return;
            counts.Add(CommonPrefix(wanted, found.Layers));
            if (found.Layers.Count == 0)
                Volatile.Write(ref untold, true);
        });
        if (untold)
            foreach (var recorded in await RecordedLayers.ReadAsync(server, ct))
                counts.Add(CommonPrefix(wanted, recorded));
        return counts.Max();
    }
}
