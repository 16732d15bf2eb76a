using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Secrets;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>The images of a run: built once each, and brought to every server that wants them (spec/deploying.md §4).</summary>
/// <param name="local">The engine of this machine.</param>
/// <param name="folder">The folder that paths of the configuration are relative to.</param>
/// <param name="values">Build arguments and credentials.</param>
/// <param name="observer">Hears of it.</param>
/// <param name="time">The clock.</param>
internal sealed class RunImages(Lazy<DockerEngine> local, string folder, RunValues values, IDeploymentObserver observer, TimeProvider time) : IAsyncDisposable
{
    private readonly ImageBuilds _builds = new();
    private readonly ImageDigests _digests = new();
    private readonly Once<(string Who, string Registry, string User), string?> _logins = new(isFinal: _ => true);
    private ImageExports? _exports;

    /// <summary>Whether what was not built in this run is built when it is wanted.</summary>
    public bool BuildsImages { get; set; } = true;

    /// <summary>The images that this run built, or found built.</summary>
    public IReadOnlyList<ImageReport> Built => [.. _builds.Done.Select(b => new ImageReport(b.Reference, b.Id, b.Built, b.Took))];

    private ImageExports Exports => LazyInitializer.EnsureInitialized(ref _exports, () => new(local.Value));

    private DockerBuilder Docker => new(local.Value, folder, values.CommandEnvironment(null));

    private DotnetBuilder Dotnet => new(folder, values.CommandEnvironment(null));

    /// <summary>Looks, before anything is touched, whether the images of a server's targets can be built, pushed and pulled.</summary>
    /// <returns>What is in the way, each once.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<TargetSpec> targets, DeployServer server, CancellationToken ct)
    {
        var problems = new ConcurrentBag<string>();
        await Task.WhenAll(targets.Select(async target =>
        {
            try
            {
                if (target.Image.Build && BuildsImages)
                    await CheckAsync(await OrderAsync(target, server.Platform, ct), ct);
                if (await values.RegistryAuthAsync(target, ct) is { } auth)
                    foreach (var problem in await Task.WhenAll(Logins(target, server).Select(login => CheckLoginAsync(login.Engine, login.Who, login.Name, auth, ct))))
                        if (problem is not null)
                            problems.Add(problem);
            }
            catch (SecretException)
            {
                // Missing values are told with all others.
            }
            catch (ImageException e)
            {
                problems.Add(e.Message);
            }
        }));
        return [.. problems.Distinct()];
    }

    /// <summary>Builds the image of a target for a platform, once per run however many targets and servers want it, and pushes it where that is its way.</summary>
    public async Task<BuiltImage> BuildAsync(TargetSpec target, string serverPlatform, CancellationToken ct)
    {
        var order = await OrderAsync(target, serverPlatform, ct);
        return await _builds.GetAsync(order, token => BuildsImages ? BuildAsync(order, target, token) : FindAsync(order, token), ct);
    }

    /// <summary>Brings the target's image to the server: built ones from where they were built or pushed to, others from their registry.</summary>
    public async Task<DeliveredImage> BringAsync(TargetSpec target, DeployServer server, DeployLock held, Task planned, TargetClock clock, CancellationToken ct)
    {
        var delivered = await DeliverAsync(target, server, held, planned, clock, ct);
        foreach (var warning in ImageFitness.Check(target, delivered.Image, server.Platform))
            clock.Tell(new DeploymentEvent.Warned(warning));
        return delivered;
    }

    /// <summary>What <see cref="BringAsync"/> would do now; nothing is changed.</summary>
    /// <exception cref="ImageException">It would fail.</exception>
    public async Task<ImageForecast> ForecastAsync(TargetSpec target, DeployServer server, CancellationToken ct)
    {
        var (reference, policy) = (target.Image.Reference, target.Image.PullPolicy);
        if (target.Image.Builder is null)
            return policy != PullPolicy.Always && await server.Engine.FindImageAsync(reference, ct) is { } there ? new(reference, ImageAction.Nothing, 0, there.Size)
                : policy == PullPolicy.Never ? throw ImageDelivery.NeverPulled(reference)
                : new(reference, ImageAction.Pull);
        var built = Built.FirstOrDefault(i => i.Reference == reference)?.Id;
        try
        {
            if ((built ?? (await local.Value.FindImageAsync(reference, ct))?.Id) is not { } id)
                return new(reference, ImageAction.BuildAndSend);
            var (bytes, total) = await new ImageDelivery(server.Engine, compress: false).ForecastAsync(Exports, target.Image, id, ct);
            return new(reference, built is null ? ImageAction.BuildAndSend : bytes == 0 ? ImageAction.Nothing : ImageAction.Send, bytes, total);
        }
        catch (Exception e) when (e is UnreadableArchiveException or DockerUnreachableException && built is null)
        {
            return new(reference, ImageAction.BuildAndSend);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_exports is not null)
            await _exports.DisposeAsync();
        _builds.Dispose();
    }

    private async Task<DeliveredImage> DeliverAsync(TargetSpec target, DeployServer server, DeployLock held, Task planned, TargetClock clock, CancellationToken ct)
    {
        var delivery = new ImageDelivery(server.Engine, compress: !server.Address.IsLocal, held.ContainerAsync) { MayChange = planned };
        if (target.Image.Builder is null || (target.Image.Builder.Push == PushMode.Registry && !BuildsImages))
            return await delivery.PullAsync(target.Image, await values.RegistryAuthAsync(target, ct), _digests, ct);
        var built = await BuildAsync(target, server.Platform, ct);
        if (built.Digest is { } digest)
            return await delivery.PullAsync(target.Image, digest, await values.RegistryAuthAsync(target, ct), ct);
        long? began = null;
        return await delivery.BringAsync(Exports, target.Image, built.Id, (sent, total) =>
            clock.Tell(new DeploymentEvent.ImageProgress(sent, total, time.GetElapsedTime(began ??= time.GetTimestamp()))), ct);
    }

    private async Task<BuildOrder> OrderAsync(TargetSpec target, string serverPlatform, CancellationToken ct)
    {
        var builder = target.Image.Builder!;
        return new(target.Image.Reference, builder, builder.Platform ?? serverPlatform, await values.BuildArgsAsync(target, ct));
    }

    private async Task<BuiltImage> BuildAsync(BuildOrder order, TargetSpec target, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        observer.On(new DeploymentEvent.BuildStarted(order.Reference, order.Platform));
        var masked = new MaskedOutput(order.Args.Where(a => a.Kind == BuildArgumentKind.Secret).Select(a => a.Value!));
        void Output(string line, bool isError) => observer.On(new DeploymentEvent.Output("build", masked.Of(line), isError));
        if (order.Builder is { Dotnet: not null, Push: PushMode.Registry })
            return await PublishAsync(order, target, started, Output, ct);
        var id = order.Builder.Dotnet is null ? await Docker.BuildAsync(order, Output, ct) : await ArchiveAsync(order, Output, ct);
        var built = new BuiltImage(order.Reference, id, time.GetElapsedTime(started));
        observer.On(new DeploymentEvent.BuildFinished(built.Reference, built.Id, built.Took));
        return order.Builder.Push == PushMode.Registry ? await PushAsync(built, target, ct) : built;
    }

    private Task CheckAsync(BuildOrder order, CancellationToken ct) =>
        order.Builder.Dotnet is null ? Docker.CheckAsync(order, ct) : Dotnet.CheckAsync(order, ct);

    private async Task<string> ArchiveAsync(BuildOrder order, Action<string, bool> output, CancellationToken ct)
    {
        var archive = await Dotnet.BuildAsync(order, output, ct);
        await Exports.AddAsync(archive, ct);
        return archive.ConfigDigest;
    }

    // The SDK pushes what it publishes by itself; there is no image on this machine.
    private async Task<BuiltImage> PublishAsync(BuildOrder order, TargetSpec target, long started, Action<string, bool> output, CancellationToken ct)
    {
        var digest = await Dotnet.PushAsync(order, await values.RegistryAuthAsync(target, ct), output, ct);
        var built = new BuiltImage(order.Reference, digest, time.GetElapsedTime(started), digest);
        observer.On(new DeploymentEvent.ImagePushed(built.Reference, digest, built.Took));
        return built;
    }

    private async Task<BuiltImage> FindAsync(BuildOrder order, CancellationToken ct) =>
        await local.Value.FindImageAsync(order.Reference, ct) is { } there
            ? new(order.Reference, there.Id, TimeSpan.Zero) { Built = false }
            : throw new ImageException($"This machine's engine has no image {order.Reference}, and BuildImages was skipped. Run BuildImages first, or do not skip it.");

    private async Task<BuiltImage> PushAsync(BuiltImage built, TargetSpec target, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var digest = await new ImagePush(local.Value).PushAsync(target.Image, built.Id, await values.RegistryAuthAsync(target, ct), ct);
        observer.On(new DeploymentEvent.ImagePushed(built.Reference, digest, time.GetElapsedTime(started)));
        return built with { Digest = digest };
    }

    // Whoever pushes and whoever pulls has to be let in.
    private IEnumerable<(DockerEngine Engine, string Who, string Name)> Logins(TargetSpec target, DeployServer server)
    {
        if (target.Image.Builder is null ? target.Image.PullPolicy != PullPolicy.Never : target.Image.Builder.Push == PushMode.Registry)
            yield return (server.Engine, "the server", server.Address.Text);
        if (target.Image.Builder is { Push: PushMode.Registry, Dotnet: null })
            yield return (local.Value, "this machine", "");
    }

    private Task<string?> CheckLoginAsync(DockerEngine engine, string who, string name, RegistryAuth auth, CancellationToken ct) =>
        _logins.GetAsync((name, auth.ServerAddress, auth.Username), async token =>
        {
            try
            {
                await engine.CheckLoginAsync(auth, token);
                return null;
            }
            catch (DockerEngineException e)
            {
                return RegistryFailure.Of($"No login at the registry {auth.ServerAddress}", e, who, auth.Username).Message;
            }
        }, ct);
}
