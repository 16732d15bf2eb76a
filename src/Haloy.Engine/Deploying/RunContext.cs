using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Secrets;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>What all targets of one run share: settings, clock, observer, the local engine and the images.</summary>
internal sealed class RunContext(HaloySettings settings, ResolvedManifest manifest, IDeploymentObserver observer, TimeProvider time) : IAsyncDisposable
{
    private readonly RunValues _values = new(settings, manifest);
    private Lazy<DockerEngine>? _local;
    private RunImages? _images;

    public HaloySettings Settings => settings;

    public TimeProvider Time => time;

    /// <summary>The images of the run.</summary>
    public RunImages Images => LazyInitializer.EnsureInitialized(ref _images, () => new(Local, Folder, _values, Observer, time));

    private Lazy<DockerEngine> Local => LazyInitializer.EnsureInitialized(ref _local, () => new(() => new(UnixSocket.At(LocalSocket(settings)), time)
    {
        OnRequest = asked => Observer.On(new DeploymentEvent.EngineAsked("this machine", asked)),
    }));

    public IDeploymentObserver Observer { get; } = new OneAtATime(observer);

    /// <summary>The folder that paths of the configuration are relative to.</summary>
    public string Folder { get; } = Path.GetDirectoryName(settings.ConfigurationFile)!;

    /// <summary>An app's lock, as this run takes it.</summary>
    public LockOrder LockOf(string app, Action<string> waiting) => new(app, settings.ProxyImage, settings.Holder, settings.LockWait, waiting);

    public DeploymentId NewDeployment() => DeploymentId.New(time.GetUtcNow(), RandomNumberGenerator.GetBytes(4));

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
        if (_images is not null)
            await _images.DisposeAsync();
        if (_local is { IsValueCreated: true } local)
            await local.Value.DisposeAsync();
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
