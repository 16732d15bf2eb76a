using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>What the tags of a run stand for: asked once, so that every server and replica runs the same image.</summary>
internal sealed class ImageDigests
{
    // Another server may reach the registry that one could not.
    private readonly Once<string, string> _digests = new(isFinal: _ => false);

    /// <summary>The digest of an image; the first server that wants to know asks the registry.</summary>
    /// <exception cref="ImageException">The registry did not say.</exception>
    public Task<string> GetAsync(DockerEngine server, ImageSpec image, RegistryAuth? auth, CancellationToken ct) => image.Tag is null
        ? Task.FromResult(image.Reference[(image.Repository.Length + 1)..])
        : _digests.GetAsync(image.Reference, token => AskAsync(server, image, auth, token), ct);

    private static async Task<string> AskAsync(DockerEngine server, ImageSpec image, RegistryAuth? auth, CancellationToken ct)
    {
        try
        {
            return (await server.FindInRegistryAsync(image.Reference, auth, ct)).Digest;
        }
        catch (DockerEngineException e)
        {
            throw RegistryFailure.Of($"The server could not pull {image.Reference}", e, "the server", auth?.Username);
        }
    }
}
