using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Planning;
using Haloy.Engine.Secrets;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>What all targets of one run share: settings, clock, observer, the local engine and the images that it built.</summary>
internal sealed class RunContext(HaloySettings settings, ResolvedManifest manifest, IDeploymentObserver observer, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<BuildKey, Task<ImageReport>> _builds = new();
    private readonly Lazy<DockerEngine> _local = new(() => new(UnixSocket.At(LocalSocket(settings)), time));
    private readonly RunValues _values = new(settings, manifest);
    private ImageExports? _exports;

    public HaloySettings Settings => settings;

    public TimeProvider Time => time;

    private ImageExports Exports => LazyInitializer.EnsureInitialized(ref _exports, () => new(_local.Value));

    /// <summary>Whether what was not built in this run is built when it is wanted.</summary>
    public bool BuildsImages { get; set; } = true;

    public IDeploymentObserver Observer { get; } = new OneAtATime(observer);

    /// <summary>The folder that paths of the configuration are relative to.</summary>
    public string Folder { get; } = Path.GetDirectoryName(settings.ConfigurationFile)!;

    /// <summary>The images that this run built.</summary>
    public IReadOnlyList<ImageReport> Built => [.. _builds.Values.Where(t => t.IsCompletedSuccessfully).Select(t => t.Result)];

    public DeploymentId NewDeployment() => DeploymentId.New(time.GetUtcNow(), RandomNumberGenerator.GetBytes(4));

    /// <summary>Builds the image of a target for a platform, once per run however many targets and servers want it.</summary>
    public Task<ImageReport> BuildAsync(TargetSpec target, string serverPlatform, CancellationToken ct)
    {
        var key = new BuildKey(target.Image.Reference, target.Image.Builder!, target.Image.Builder!.Platform ?? serverPlatform);
        return _builds.GetOrAdd(key, k => BuildsImages ? BuildAsync(target, k, ct) : FindAsync(k.Reference, ct));
    }

    /// <summary>Brings the target's image to the server: built ones from the local engine, others from their registry.</summary>
    public async Task<DeliveredImage> BringImageAsync(TargetSpec target, DeployServer server, TargetClock clock, CancellationToken ct)
    {
        var delivery = new ImageDelivery(server.Engine, compress: !server.Address.IsLocal);
        if (target.Image.Builder is null)
            return await delivery.PullAsync(target.Image, await _values.RegistryAuthAsync(target, ct), ct);
        var built = await BuildAsync(target, server.Platform, ct);
        return await delivery.BringAsync(Exports, target.Image, built.Id, (sent, total) =>
            clock.Tell(new DeploymentEvent.ImageProgress(sent, total)), ct);
    }

    /// <summary>What <see cref="BringImageAsync"/> would do now; nothing is changed.</summary>
    /// <exception cref="ImageException">It would fail.</exception>
    public async Task<ImageForecast> ForecastImageAsync(TargetSpec target, DeployServer server, CancellationToken ct)
    {
        var (reference, policy) = (target.Image.Reference, target.Image.PullPolicy);
        if (target.Image.Builder is null)
            return policy != PullPolicy.Always && await server.Engine.FindImageAsync(reference, ct) is { } there ? new(reference, ImageAction.Nothing, 0, there.Size)
                : policy == PullPolicy.Never ? throw ImageDelivery.NeverPulled(reference)
                : new(reference, ImageAction.Pull);
        var built = Built.FirstOrDefault(i => i.Reference == reference)?.Id;
        try
        {
            if ((built ?? (await _local.Value.FindImageAsync(reference, ct))?.Id) is not { } id)
                return new(reference, ImageAction.BuildAndSend);
            var (bytes, total) = await new ImageDelivery(server.Engine, compress: false).ForecastAsync(Exports, target.Image, id, ct);
            return new(reference, built is null ? ImageAction.BuildAndSend : bytes == 0 ? ImageAction.Nothing : ImageAction.Send, bytes, total);
        }
        catch (Exception e) when (e is UnreadableArchiveException or DockerUnreachableException && built is null)
        {
            return new(reference, ImageAction.BuildAndSend);
        }
    }

    public Task RunHooksAsync(string hook, EquatableArray<string> commands, TargetRun run, CancellationToken ct)
    {
        var environment = new Dictionary<string, string>(_values.CommandEnvironment(run.Target.Key))
        {
            ["HALOY_TARGET"] = run.Target.Key,
            ["HALOY_APP"] = run.Target.Name,
            ["HALOY_SERVER"] = run.Target.Server.Text,
            ["HALOY_DEPLOYMENT_ID"] = run.Deployment.Text,
            ["HALOY_IMAGE"] = run.Target.Image.Reference,
        };
        return new HookRunner(Folder, Observer).RunAsync(hook, commands, environment, run.Target.Key, ct);
    }

    public Task RunGlobalHooksAsync(string hook, EquatableArray<string> commands, CancellationToken ct) =>
        new HookRunner(Folder, Observer).RunAsync(hook, commands, _values.CommandEnvironment(null), null, ct);

    /// <summary>The container's environment, resolved: secrets are fetched now, once per run.</summary>
    public Task<IReadOnlyList<ResolvedVariable>> EnvironmentOfAsync(TargetSpec target, CancellationToken ct) =>
        _values.EnvironmentOfAsync(target, ct);

    /// <summary>Finds what is missing to resolve the targets' values, before anything is touched.</summary>
    public async Task<IReadOnlyList<string>> MissingValuesAsync(IReadOnlyList<TargetSpec> targets, CancellationToken ct) =>
        [.. (await _values.MissingAsync(targets, ct)).Select(p => p.ToString())];

    /// <summary>The resolved configuration of a target for its containers' label; secrets are references.</summary>
    public string SpecOf(TargetSpec target) => ResolvedJson.Write(new ResolvedManifest { Targets = EquatableArray.Of(target) }) is { } json
        && JsonNode.Parse(json)?["targets"]?[target.Key] is { } spec ? spec.ToJsonString() : "{}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_exports is not null)
            await _exports.DisposeAsync();
        if (_local.IsValueCreated)
            await _local.Value.DisposeAsync();
    }

    /// <summary>Where the local engine listens: <c>DOCKER_HOST</c>, or the usual socket.</summary>
    public static string LocalSocket(HaloySettings settings)
    {
        if (!settings.Environment.TryGetValue("DOCKER_HOST", out var host) || host.Length == 0)
            return "/var/run/docker.sock";
        const string unix = "unix://";
        return host.StartsWith(unix, StringComparison.Ordinal)
            ? host[unix.Length..]
            : throw new PreflightException([$"DOCKER_HOST is '{host}'; only unix:// sockets of this machine are supported for the local engine. Unset it, or set it to unix:///var/run/docker.sock."]);
    }

    private async Task<ImageReport> BuildAsync(TargetSpec target, BuildKey key, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        Observer.On(new DeploymentEvent.BuildStarted(key.Reference, key.Platform));
        var builder = new ImageBuilder(Folder, _values.CommandEnvironment(target.Key));
        var args = await _values.BuildArgsAsync(target, ct);
        var id = await builder.BuildAsync(key.Reference, key.Builder, await PlatformToAskForAsync(key, ct), args,
            (line, isError) => Observer.On(new DeploymentEvent.Output("build", line, isError)), ct);
        var took = time.GetElapsedTime(started);
        Observer.On(new DeploymentEvent.BuildFinished(key.Reference, id, took));
        return new(key.Reference, id, Built: true, took);
    }

    private async Task<ImageReport> FindAsync(string reference, CancellationToken ct) =>
        await _local.Value.FindImageAsync(reference, ct) is { } there
            ? new(reference, there.Id, Built: false, TimeSpan.Zero)
            : throw new ImageException($"This machine's engine has no image {reference}, and BuildImages was skipped. Run BuildImages first, or do not skip it.");

    // The classic builder does not know --platform without a reason; it is asked for only when it is not the engine's own.
    private async Task<string?> PlatformToAskForAsync(BuildKey key, CancellationToken ct)
    {
        if (key.Builder.Platform is not null)
            return key.Builder.Platform;
        var local = await _local.Value.InfoAsync(ct);
        return DeployServer.PlatformOf(local) == key.Platform ? null : key.Platform;
    }

    private sealed record BuildKey(string Reference, BuilderSpec Builder, string Platform);

    private sealed class OneAtATime(IDeploymentObserver observer) : IDeploymentObserver
    {
        private readonly Lock _gate = new();

        public void On(DeploymentEvent happened)
        {
            lock (_gate)
                observer.On(happened);
        }
    }
}
