using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>Pushes what the local engine built.</summary>
internal sealed class ImagePush(DockerEngine local)
{
    /// <summary>Pushes an image under its name.</summary>
    /// <returns>The digest that it has in the registry.</returns>
    /// <exception cref="ImageException">The registry does not have it.</exception>
    public async Task<string> PushAsync(ImageSpec image, string id, RegistryAuth? auth, CancellationToken ct)
    {
        try
        {
            // A build for another platform may have the name by now.
            await local.TagImageAsync(id, image.Repository, image.Tag ?? Defaults.Tag, ct);
            return await local.PushImageToEndAsync(image.Reference, auth, ct)
                ?? throw new ImageException($"{image.Reference} was pushed, but the engine did not tell its digest.");
        }
        catch (DockerEngineException e)
        {
            throw RegistryFailure.Of($"{image.Reference} could not be pushed", e, "this machine", auth?.Username);
        }
    }
}
