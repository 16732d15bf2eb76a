using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Operating;

/// <summary>Has a server's proxy be of another image: the new Caddy takes over beside the old one, or, once, with a new container.</summary>
internal sealed class ProxyUpgrade(DeployServer server, RunContext context)
{
    private readonly DockerEngine _engine = server.Engine;
    private readonly string _image = context.Settings.ProxyImage;

    /// <summary>Upgrades it, unless it runs the image already.</summary>
    /// <exception cref="RoutingException">The new one cannot take over; the old one serves on.</exception>
    public async Task<UpgradedProxy> UpgradeAsync(CancellationToken ct)
    {
        var result = new UpgradedProxy { Server = server.Address.Text, Image = _image };
        if (await FindAsync(ct) is not { } proxy)
            return result;
        var image = await BringImageAsync(ct);
        var serving = await ServingImage.ReadAsync(_engine, proxy, ct);
        result = result with { ImageId = image, PreviousImageId = serving.Id };
        if (serving.Id == image && proxy.State == "running")
            return result;

        await using var locks = await LockAppsAsync(proxy, ct);
        result = result with { IsReplaced = true };
        var replacement = new ProxyReplacement(server, context);
        await replacement.ClearAwayAsync(CancellationToken.None);
        if (proxy.State != "running" || !proxy.Labels.ContainsKey(ProxyMinder.Label))
            return result with { Gap = await replacement.ReplaceAsync(proxy, ct) };
        await new ProxySuccession(server, _image).SucceedAsync(proxy.Id, image, ct);
        return result;
    }

    private async Task<ContainerSummary?> FindAsync(CancellationToken ct) =>
        (await _engine.ListContainersAsync(all: true, [$"{Labels.Role}={ProxyContainer.Role}"], ct)).FirstOrDefault(c => c.Names.Contains(ProxyContainer.Name));

    // A name such as caddy:2 moves: the registry is asked, and what is there will do where it cannot be.
    private async Task<string> BringImageAsync(CancellationToken ct)
    {
        try
        {
            await _engine.PullImageToEndAsync(_image, null, null, ct);
        }
        catch (DockerEngineException e)
        {
            if (await _engine.FindImageAsync(_image, ct) is null)
                throw new RoutingException($"{server.Address.Text} has no image {_image} and could not pull it: {e.EngineMessage} The proxy was not touched.", e);
        }
        return (await _engine.FindImageAsync(_image, ct))!.Id;
    }

    /// <summary>No deploy speaks with a proxy that is going.</summary>
    private async Task<Locks> LockAppsAsync(ContainerSummary proxy, CancellationToken ct)
    {
        var routed = (await server.Door.At(proxy.Id).SurveyAsync("haloy", ct)).Routes.Select(r => r.App).Order(StringComparer.Ordinal).ToList();
        var locks = new Locks();
        try
        {
            foreach (var app in routed)
            {
                var order = context.LockOf(app, holder => context.Observer.On(new DeploymentEvent.WaitingForLock(holder)));
                var held = await AppLock.TakeAsync(order with { Image = proxy.ImageId, OutlivesProxy = true }, server, context, ct);
                locks.Add(held);
                // Nothing is done with what it shows, but only a look makes the lock the only one.
                await Survey.TakeAsync(_engine, app, server.Door, held, ct);
            }
            return locks;
        }
        catch
        {
            await locks.DisposeAsync();
            throw;
        }
    }

    private sealed class Locks : IAsyncDisposable
    {
        private readonly List<DeployLock> _held = [];

        public void Add(DeployLock held) => _held.Add(held);

        public async ValueTask DisposeAsync()
        {
            foreach (var held in _held)
                await held.DisposeAsync();
        }
    }
}
