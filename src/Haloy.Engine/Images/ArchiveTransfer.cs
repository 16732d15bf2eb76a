using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>Loads an archive into a server's engine, and believes it only what can be seen afterwards.</summary>
/// <param name="server">The server.</param>
/// <param name="compress">Whether it travels compressed.</param>
/// <param name="progress">Hears how much of what is sent has gone, before compression, and of how much.</param>
/// <param name="describe">Tells what is known here of the image that is sent; null: nothing.</param>
internal sealed class ArchiveTransfer(DockerEngine server, bool compress, Action<long, long> progress, Func<CancellationToken, Task<ImageDetails?>> describe)
{
    // Planning.Labels.Role, which this room does not know.
    private const string RoleLabel = "haloy.role";
    private const string CheckRole = "image-check";

    /// <summary>What travelled, failed attempts included.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends an image without its lowest layers, and all of it if that does not work.</summary>
    /// <exception cref="DockerLoadException">The server refused the whole as well, or has no space left; nothing of it is there.</exception>
    public async Task<ImageDetails> SendAsync(ImageArchive image, int layersThere, CancellationToken ct)
    {
        try
        {
            return await AttemptAsync(image, layersThere, ct);
        }
        catch (DockerLoadException e) when (layersThere > 0 && !OutOfSpace.Is(e.EngineMessage))
        {
            return await AttemptAsync(image, 0, ct);
        }
    }

    /// <summary>Sends what another engine saved, as it is.</summary>
    /// <exception cref="DockerLoadException">The server refused it.</exception>
    public async Task<ImageDetails> SendAsync(Stream saved, CancellationToken ct)
    {
        await using var upload = new ArchiveUpload(saved.CopyToAsync, compress, ct);
        var loaded = await LoadAsync(upload, length: 0, ct);
        var name = loaded.Ids.Concat(loaded.References).First();
        return await server.FindImageAsync(name, ct) ?? throw Unsound("the engine loaded the image but does not have it afterwards");
    }

    /// <summary>Whether the engine can make a container of an image: one with containerd's store may have it and lack its contents.</summary>
    public async Task<bool> IsSoundAsync(string id, CancellationToken ct)
    {
        try
        {
            // Those of a deploy that was killed.
            foreach (var left in await server.ListContainersAsync(all: true, [$"{RoleLabel}={CheckRole}"], ct))
                await server.RemoveContainerAsync(left.Id, force: true, volumes: true, ct);
            var created = await server.CreateContainerAsync("haloy-check-" + RandomNumberGenerator.GetHexString(12, lowercase: true), new()
            {
                Image = id,
                // It is never started; an image need not have a command of its own.
                Cmd = ["haloy"],
                Labels = new Dictionary<string, string> { [RoleLabel] = CheckRole },
            }, ct);
            await server.RemoveContainerAsync(created, force: true, volumes: true, ct);
            return true;
        }
        catch (DockerEngineException e) when (e is not DockerUnreachableException)
        {
            return false;
        }
    }

    /// <summary>Removes an image that cannot be used. One that something uses stays.</summary>
    public async Task RemoveAsync(ImageArchive image, CancellationToken ct)
    {
        foreach (var id in new[] { image.ConfigDigest, image.ManifestDigest })
        {
            try
            {
                await server.RemoveImageAsync(id, force: false, ct);
            }
            catch (DockerEngineException e) when (e is not DockerUnreachableException)
            {
                // Why it was to be removed is what matters.
            }
        }
    }

    private async Task<ImageDetails> AttemptAsync(ImageArchive image, int layersThere, CancellationToken ct)
    {
        var archive = new PartialArchive(image, layersThere);
        try
        {
            ImageLoadResult loaded;
            await using (var upload = compress ? new ArchiveUpload(archive.WriteCompressedAsync, ct) : new ArchiveUpload(archive.WriteAsync, compress: false, ct))
                loaded = await LoadAsync(upload, archive.Length, ct);
            return await VerifyAsync(image, loaded, ct);
        }
        catch (DockerLoadException)
        {
            await RemoveAsync(image, ct);
            throw;
        }
    }

    private async Task<ImageDetails> VerifyAsync(ImageArchive image, ImageLoadResult loaded, CancellationToken ct)
    {
        // An engine that calls an image by its configuration's digest has compared every layer with what that says: nothing
        // that could be asked tells more, and who knows the image here need not have it described from there.
        if (loaded.Ids.Contains(image.ConfigDigest) && await describe(ct) is { } known && known.Layers.SequenceEqual(image.DiffIds))
            return known with { Id = image.ConfigDigest };
        if (await server.FindImageAsync(image.ConfigDigest, ct) is { } found && found.Id == image.ConfigDigest)
            return found.Layers.SequenceEqual(image.DiffIds) ? found : throw Unsound("the image has other layers on the server than here");
        found = await server.FindImageAsync(image.ManifestDigest, ct) ?? throw Unsound("the engine loaded the image but does not have it afterwards");
        return await IsSoundAsync(found.Id, ct) ? found : throw Unsound("the engine loaded the image but cannot make a container of it");
    }

    private async Task<ImageLoadResult> LoadAsync(ArchiveUpload upload, long length, CancellationToken ct)
    {
        var before = Sent;
        var loaded = await server.LoadImageAsync(upload.Body, new Bytes(sent =>
        {
            Sent = before + sent;
            // A compressor's head goes before anything that was given to it counts.
            if (upload.Written is > 0 and var written)
                progress(written, length);
        }), ct);
        // What was sent last may have been counted after it had gone.
        progress(upload.Written, length);
        return loaded;
    }

    private static DockerLoadException Unsound(string what) => new("POST /images/load", null, what);

    // Progress<T> would report on the thread pool, out of order.
    private sealed class Bytes(Action<long> heard) : IProgress<long>
    {
        public void Report(long value) => heard(value);
    }
}
