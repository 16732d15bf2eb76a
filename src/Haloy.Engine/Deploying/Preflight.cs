using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Deploying;

/// <summary>What a server needs before anything slow begins. What is missing and harmless to bring, such as the proxy's image, is brought.</summary>
internal sealed class Preflight(DeployServer server, string proxyImage)
{
    /// <summary>Looks.</summary>
    /// <exception cref="PreflightException">The server cannot be deployed to.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (server.Info.OsType != "linux")
            throw new PreflightException([$"its engine runs {server.Info.OsType} containers; only linux is supported."]);
        if (await server.Engine.FindImageAsync(proxyImage, ct) is not null)
            return;
        try
        {
            await server.Engine.PullImageToEndAsync(proxyImage, null, null, ct);
        }
        catch (DockerEngineException e)
        {
            throw new PreflightException(
                [$"it has no image {proxyImage} for the reverse proxy and could not pull it: {e.Message} Load it there, or name another with --haloy-proxy-image."], e);
        }
    }
}
