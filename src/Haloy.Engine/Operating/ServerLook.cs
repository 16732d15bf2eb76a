using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Operating;

/// <summary>One look at a server for all of its apps: what is asked of the engine does not grow with their number.</summary>
internal sealed class ServerLook
{
    private readonly IReadOnlyDictionary<string, Survey> _apps;
    private readonly IReadOnlyList<ImageSummary> _images;

    private ServerLook(IReadOnlyDictionary<string, Survey> apps, IReadOnlyList<ImageSummary> images)
    {
        _apps = apps;
        _images = images;
    }

    /// <summary>Looks.</summary>
    public static async Task<ServerLook> TakeAsync(DeployServer server, IReadOnlyList<string> apps, CancellationToken ct)
    {
        var (surveys, images) = await Survey.TakeAsync(server.Engine, apps, server.Door, ct);
        return new(surveys, images);
    }

    /// <summary>One app's part.</summary>
    public Survey Of(string app) => _apps[app];

    /// <summary>The image with all of its references; null: it is not there any more.</summary>
    public ImageSummary? ImageOf(string id) => _images.FirstOrDefault(i => i.Id == id);

    /// <summary>The id of the image that has a tag.</summary>
    public string? TaggedAs(string tag) => _images.FirstOrDefault(i => i.RepoTags.Contains(tag))?.Id;

    /// <summary>The name that people know an image by: none of our own tags.</summary>
    public string? NameOf(string id) => ImageOf(id)?.RepoTags.FirstOrDefault(t => !t.StartsWith("haloy/", StringComparison.Ordinal));
}
