using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>
/// Removes what nothing needs of an app: containers that its history does not keep, what killed runs left, and the images
/// of both. Only what carries the app's labels, its tags, or the tags of images that it deployed.
/// </summary>
internal sealed class Pruner(DeployServer server, RunContext context)
{
    private readonly DockerEngine _engine = server.Engine;

    /// <summary>Removes; targets one after another, since they may share images.</summary>
    public async Task<(IReadOnlyList<PrunedTarget> Targets, PrunedServer Server)> PruneAsync(IReadOnlyList<TargetSpec> targets, int? keep, CancellationToken ct)
    {
        var before = await _engine.ImageBytesAsync(ct);
        var pruned = new List<PrunedTarget>();
        foreach (var target in targets)
            pruned.Add(await PruneAsync(target, keep, ct));
        var after = pruned.Exists(p => p.Images.Count > 0) ? await _engine.ImageBytesAsync(ct) : before;
        return (pruned, new(targets[0].Server.Text, Math.Max(0, before - after)));
    }

    private async Task<PrunedTarget> PruneAsync(TargetSpec target, int? keep, CancellationToken ct)
    {
        await using var held = await AppLock.TakeAsync(target, server, context, ct);
        var survey = await Survey.TakeAsync(_engine, target.Name, server.Door, held, ct);
        var situation = Situation.Of(survey.Server, target.Name);
        var pruning = Pruning.Of(target, situation, keep);

        var ofDeployments = await ImagesOfAsync(target, pruning.Deployments, ct);
        await Task.WhenAll(pruning.Containers.Select(c => _engine.RemoveContainerAsync(c.Id, force: false, volumes: true, ct)));
        var images = new List<string>();
        foreach (var deployment in pruning.Deployments)
            images.AddRange(await UntagAsync($"{Survey.TagRepository(target.Name)}:{deployment}", ct));
        images.AddRange(await RemoveUnusedAsync(target, ofDeployments, ct));
        return new(
            target.Key,
            target.Server.Text,
            [.. situation.Completed.Except(pruning.Deployments).OrderByDescending(d => d).Select(d => d.Text)],
            [.. pruning.Containers.Select(c => c.Name)],
            images);
    }

    private async Task<IReadOnlyCollection<string>> ImagesOfAsync(TargetSpec target, IEnumerable<DeploymentId> deployments, CancellationToken ct)
    {
        var tags = deployments.Select(d => $"{Survey.TagRepository(target.Name)}:{d}").ToHashSet(StringComparer.Ordinal);
        return tags.Count == 0 ? [] : [.. (await _engine.ListImagesAsync(ct)).Where(i => i.RepoTags.Any(tags.Contains)).Select(i => i.Id)];
    }

    // The reference under which the app's image came to the server, such as my-app:v1, would keep it there for ever. It goes
    // only from images that this app deployed, that no container uses and that no deployment of any app has a tag on.
    private async Task<IReadOnlyList<string>> RemoveUnusedAsync(TargetSpec target, IReadOnlyCollection<string> images, CancellationToken ct)
    {
        if (images.Count == 0)
            return [];
        var used = (await _engine.ListContainersAsync(all: true, [], ct)).Select(c => c.ImageId).ToHashSet(StringComparer.Ordinal);
        var removed = new List<string>();
        foreach (var image in (await _engine.ListImagesAsync(ct)).Where(i => images.Contains(i.Id) && !used.Contains(i.Id)))
            if (image.RepoTags.All(t => IsOf(target, t)))
                foreach (var tag in image.RepoTags)
                    removed.AddRange(await UntagAsync(tag, ct));
        return removed;
    }

    private static bool IsOf(TargetSpec target, string tag) => ImageName.Split(tag).Repository == target.Image.Repository;

    private async Task<IReadOnlyList<string>> UntagAsync(string tag, CancellationToken ct)
    {
        try
        {
            await _engine.RemoveImageAsync(tag, force: false, ct);
            return [tag];
        }
        catch (DockerConflictException)
        {
            // Somebody's container uses the image: it stays.
            return [];
        }
    }
}
