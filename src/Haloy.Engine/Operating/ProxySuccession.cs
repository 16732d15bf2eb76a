using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Operating;

/// <summary>
/// Lets the Caddy of another image take over inside the proxy's container, beside the one that serves: nothing is refused
/// (docs/decisions/0041). The binary comes into the container's own files, and goes with it.
/// </summary>
internal sealed class ProxySuccession(DeployServer server, string image)
{
    private const string Carrier = ProxyContainer.Name + "-carrier";
    private const string CarrierRole = "proxy-carrier";

    private readonly DockerEngine _engine = server.Engine;

    /// <summary>Hands over.</summary>
    /// <param name="proxy">The proxy's container, which has a <see cref="ProxyMinder"/>.</param>
    /// <param name="imageId">The id of the image.</param>
    /// <param name="ct">Ends it, except while the one takes over from the other.</param>
    /// <exception cref="RoutingException">The new one cannot take over; the old one serves on.</exception>
    public async Task SucceedAsync(string proxy, string imageId, CancellationToken ct)
    {
        await BringAsync(imageId, ct);
        var config = await new ProxyAdmin(_engine, proxy).CopyAsync(ct);
        var script = ProxyMinder.Succeed(new ServingImage(imageId, image).Note, Handover.Name(config));
        var done = await _engine.RunAsync(proxy, ["sh", "-c", script], config.ToJsonString(), CancellationToken.None);
        if (done.ExitCode != 0)
            throw Failed(done.Output + done.Error);
    }

    /// <summary>Puts the binary where the proxy sees it; its bytes stay on the server.</summary>
    private async Task BringAsync(string imageId, CancellationToken ct)
    {
        await ClearAwayAsync(ct);
        try
        {
            await _engine.CreateContainerAsync(Carrier, new()
            {
                Image = imageId,
                Entrypoint = ["sh", "-c"],
                Cmd = [ProxyMinder.Bring],
                Labels = new Dictionary<string, string> { [Labels.Role] = CarrierRole },
                HostConfig = new() { Binds = [$"{ProxyPaths.DataVolume}:{ProxyPaths.Data}"], NetworkMode = "none" },
            }, ct);
            await _engine.StartContainerAsync(Carrier, ct);
            if (await _engine.WaitContainerAsync(Carrier, ct) != 0)
                throw Failed(await LastLines.OfAsync(_engine, Carrier, ct));
        }
        catch (DockerEngineException e) when (e is not DockerUnreachableException)
        {
            throw Failed(e.EngineMessage);
        }
        finally
        {
            await ClearAwayAsync(CancellationToken.None);
        }
    }

    // Of an upgrade that was killed too; only what carries our label.
    private async Task ClearAwayAsync(CancellationToken ct)
    {
        foreach (var left in await _engine.ListContainersAsync(all: true, [$"{Labels.Role}={CarrierRole}"], ct))
            await _engine.RemoveContainerAsync(left.Id, force: true, volumes: true, ct);
    }

    private RoutingException Failed(string why) =>
        new($"A proxy of the image {image} does not come up with the routes of {server.Address.Text}: {why.Trim()} The old one serves as before.");
}
