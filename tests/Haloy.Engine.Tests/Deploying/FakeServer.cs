using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Servers;
using Haloy.Manifest.Reading;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>A server whose engine is a fake one, and deploys to it as the product does them, the connection excepted.</summary>
internal sealed class FakeServer : IAsyncDisposable, IDeploymentObserver
{
    private readonly HastyTime _time = new();

    public FakeServer()
    {
        Engine = new(_time);
        foreach (var image in new[] { "caddy:2", "app:1" })
            Engine.AddImage(image);
    }

    public FakeDockerEngine Engine { get; }

    /// <summary>All that happened.</summary>
    public List<DeploymentEvent> Events { get; } = [];

    /// <summary>Deploys the only target of a configuration.</summary>
    public async Task<TargetReport> DeployAsync(string yaml, CancellationToken ct)
    {
        var reading = ManifestReader.Read(yaml);
        Assert.NotNull(reading.Resolved);
        var settings = new HaloySettings { ConfigurationFile = "/nowhere/haloy.yaml" };
        await using var context = new RunContext(settings, reading.Resolved, this, _time);
        var target = reading.Resolved.Targets[0];
        await using var server = await DeployServer.ReachAsync(new StandInConnection(Engine), ServerSettings.DefaultSocket, _time, asked: null, toProxy: true, ct);
        return await new TargetReporter(context, target, server).RunAsync((deployer, token) => deployer.DeployAsync(token), ct);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    public void On(DeploymentEvent happened)
    {
        lock (Events)
            Events.Add(happened);
    }
}
