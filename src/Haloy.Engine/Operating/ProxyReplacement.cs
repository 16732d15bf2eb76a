using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>
/// Replaces a proxy whose container is of an earlier version of ours, or is stopped, by a new container. The new one runs,
/// has all routes and is known to answer before the old one stops, on a network that publishes nothing; joining the shared
/// network is all that is left to do once the ports are free. Between the two no proxy has them (docs/decisions/0041).
/// </summary>
internal sealed class ProxyReplacement(DeployServer server, RunContext context)
{
    private const string Next = ProxyContainer.Name + "-next";
    private const string Old = ProxyContainer.Name + "-old";

    // Asked to stop, the old one serves on for so long, and asks every connection that it answers on to be opened again
    // (Routing/Handover).
    private static readonly TimeSpan HandingOver = TimeSpan.FromSeconds(Handover.DelaySeconds);

    // Then it takes no new connection; what is in flight has so long to finish, and keeps everybody else waiting meanwhile.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private readonly DockerEngine _engine = server.Engine;
    private readonly string _image = context.Settings.ProxyImage;

    /// <summary>Replaces it.</summary>
    /// <returns>How long no proxy had the ports.</returns>
    /// <exception cref="RoutingException">The new one cannot take over; the old one serves on.</exception>
    public async Task<TimeSpan> ReplaceAsync(ContainerSummary old, CancellationToken ct)
    {
        var networks = old.Networks.Keys.Append(Defaults.Network).Distinct().ToList();
        try
        {
            return await SwapAsync(old.Id, await PrepareAsync(networks, ct), networks);
        }
        finally
        {
            await ClearAwayAsync(CancellationToken.None);
        }
    }

    /// <summary>Removes what this or an interrupted upgrade leaves: only what carries our label.</summary>
    public async Task ClearAwayAsync(CancellationToken ct)
    {
        foreach (var left in await _engine.ListContainersAsync(all: true, [$"{Labels.Role}={ProxyContainer.Role}"], ct))
            if (left.Names.Contains(Next) || left.Names.Contains(Old))
                await _engine.RemoveContainerAsync(left.Id, force: true, volumes: false, ct);
        if (await _engine.FindNetworkAsync(Next, ct) is { } network && network.Labels.ContainsKey(Labels.Role))
            await _engine.RemoveNetworkAsync(network.Id, ct);
    }

    /// <summary>Starts the new proxy where it publishes nothing, and waits until it has loaded the routes.</summary>
    private async Task<string> PrepareAsync(IReadOnlyList<string> networks, CancellationToken ct)
    {
        await _engine.CreateNetworkAsync(new() { Name = Next, IsInternal = true, Labels = new Dictionary<string, string> { [Labels.Role] = "network" } }, ct);
        var creation = new ProxyContainer(_engine, _image, context.Time).Creation([networks[0]]);
        var id = await _engine.CreateContainerAsync(Next, creation, CancellationToken.None);
        await _engine.DisconnectNetworkAsync(networks[0], id, force: true, ct);
        await _engine.ConnectNetworkAsync(Next, id, [], null, ct);
        try
        {
            await _engine.StartContainerAsync(id, CancellationToken.None);
            await using var door = new ProxyDoor(_engine);
            await door.At(id).AwaitUpAsync(ct);
        }
        catch (Exception e) when (e is DockerEngineException or RoutingException)
        {
            throw new RoutingException($"A proxy of the image {_image} does not come up with the routes of {server.Address.Text}: {e.Message} It says: {await LastLines.OfAsync(_engine, id, ct)} The old one serves as before.", e);
        }
        return id;
    }

    /// <summary>From here on nothing is cancelled half way.</summary>
    private async Task<TimeSpan> SwapAsync(string old, string next, IReadOnlyList<string> networks)
    {
        await _engine.RenameContainerAsync(old, Old, CancellationToken.None);
        await _engine.RenameContainerAsync(next, ProxyContainer.Name, CancellationToken.None);
        var began = context.Time.GetTimestamp();
        try
        {
            began = await StopAsync(old);
            await _engine.ConnectNetworkAsync(networks[0], next, [], null, CancellationToken.None);
        }
        catch (DockerEngineException e)
        {
            await _engine.RemoveContainerAsync(next, force: true, volumes: false, CancellationToken.None);
            await _engine.RenameContainerAsync(old, ProxyContainer.Name, CancellationToken.None);
            await _engine.StartContainerAsync(old, CancellationToken.None);
            throw new RoutingException($"The new proxy could not take the ports over: {e.EngineMessage} The old one serves again.", e);
        }
        var gap = context.Time.GetElapsedTime(began);
        foreach (var network in networks.Skip(1))
            await _engine.ConnectNetworkAsync(network, next, [], null, CancellationToken.None);
        await _engine.DisconnectNetworkAsync(Next, next, force: true, CancellationToken.None);
        return gap;
    }

    /// <summary>Stops the old one.</summary>
    /// <returns>Since when it took no new connections, as a timestamp of the clock.</returns>
    private async Task<long> StopAsync(string old)
    {
        var ended = _engine.WaitContainerAsync(old, CancellationToken.None);
        await _engine.KillContainerAsync(old, "SIGTERM", CancellationToken.None);
        var handedOver = Task.Delay(HandingOver, context.Time, CancellationToken.None);
        await Task.WhenAny(ended, handedOver);
        var closed = context.Time.GetTimestamp();
        if (await Task.WhenAny(ended, Task.Delay(Grace, context.Time, CancellationToken.None)) != ended)
            await _engine.StopContainerAsync(old, TimeSpan.Zero, CancellationToken.None);
        await ended;
        return closed;
    }
}
