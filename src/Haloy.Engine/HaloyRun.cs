using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Planning;
using Haloy.Engine.Servers;
using Haloy.Manifest;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Engine;

/// <summary>
/// One run: everything that one invocation of a build does, with one connection per login however many targets and
/// operations use it. Safe for one operation at a time.
/// </summary>
public sealed partial class HaloyRun : IAsyncDisposable
{
    private readonly HaloySettings _settings;
    private readonly TimeProvider _time;
    private readonly RunContext _context;
    private readonly ConcurrentDictionary<string, Lazy<Task<DeployServer>>> _servers = new(StringComparer.OrdinalIgnoreCase);

    private HaloyRun(HaloySettings settings, ResolvedManifest manifest, EquatableArray<Manifest.Validation.ManifestProblem> warnings, IDeploymentObserver observer, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _context = new(settings, manifest, observer, time);
        Manifest = manifest;
        Warnings = warnings;
    }

    /// <summary>What the configuration asks for.</summary>
    public ResolvedManifest Manifest { get; }

    /// <summary>What is worth knowing about the configuration though it can be used.</summary>
    public EquatableArray<Manifest.Validation.ManifestProblem> Warnings { get; }

    /// <summary>Reads the configuration and begins a run; nothing is connected to yet.</summary>
    /// <param name="settings">What the host decides.</param>
    /// <param name="observer">Hears of everything that happens.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ManifestException">The configuration is missing or has problems.</exception>
    public static HaloyRun Start(HaloySettings settings, IDeploymentObserver observer, TimeProvider time)
    {
        if (!File.Exists(settings.ConfigurationFile))
            throw new ManifestException($"There is no configuration at {settings.ConfigurationFile}. Write a haloy.yaml there, or name another file with --haloy-config.");
        var reading = ManifestReader.Read(File.ReadAllText(settings.ConfigurationFile), new Surroundings(Path.GetDirectoryName(settings.ConfigurationFile)!, ServerAliases.Of(settings.Environment).Read()));
        if (reading.Resolved is not { } manifest)
            throw new ManifestException(settings.ConfigurationFile, reading.Problems);
        return new(settings, manifest, reading.Problems, observer, time);
    }

    /// <summary>Begins a run with a configuration that was resolved elsewhere: tests make theirs in code.</summary>
    internal static HaloyRun Start(HaloySettings settings, ResolvedManifest manifest, IDeploymentObserver observer, TimeProvider time) =>
        new(settings, manifest, default, observer, time);

    /// <summary>
    /// Looks whether everything that a deploy needs is there, on all servers at once, before anything slow
    /// (spec/deploying.md §2.2): connection, engine, values.
    /// </summary>
    /// <param name="targets">Target keys.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="PreflightException">Something is not; all of it is listed.</exception>
    public async Task CheckServersAsync(IReadOnlyList<string> targets, CancellationToken ct)
    {
        var specs = Find(targets);
        var problems = new ConcurrentBag<string>();
        foreach (var missing in await _context.MissingValuesAsync(specs, ct))
            problems.Add(missing);
        await Parallel.ForEachAsync(specs.GroupBy(t => LoginOf(t.Server)), Bounded(ct), async (targets, token) =>
        {
            var address = targets.First().Server;
            try
            {
                var server = await ReachAsync(address, token);
                if (ClockSkew.Warning(address.Text, server.ClockAhead) is { } skew)
                    _context.Observer.On(new DeploymentEvent.Warned(skew));
                foreach (var problem in await new Preflight(server, [.. targets], _settings.ProxyImage).FindProblemsAsync(token))
                    problems.Add($"server {address}: {problem}");
                foreach (var problem in await _context.Images.CheckAsync(targets, server, token))
                    problems.Add(problem);
            }
            catch (ServerUnreachableException e)
            {
                problems.Add(e.Message);
            }
            catch (HaloyException e)
            {
                problems.Add($"server {address}: {e.Message}");
            }
        });
        if (!problems.IsEmpty)
            throw new PreflightException([.. problems.Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Runs <c>global_pre_deploy</c>.</summary>
    /// <exception cref="HookException">A command failed; nothing was deployed.</exception>
    public Task RunGlobalPreDeployAsync(CancellationToken ct) =>
        _context.RunGlobalHooksAsync("global_pre_deploy", Manifest.GlobalPreDeploy, ct);

    /// <summary>Runs <c>global_post_deploy</c>.</summary>
    /// <exception cref="HookException">A command failed.</exception>
    public Task RunGlobalPostDeployAsync(CancellationToken ct) =>
        _context.RunGlobalHooksAsync("global_post_deploy", Manifest.GlobalPostDeploy, ct);

    /// <summary>Builds each distinct image of the targets once; later deploys of this run use them.</summary>
    /// <exception cref="HaloyException">A build failed, or a server whose platform is needed could not be reached.</exception>
    public async Task BuildImagesAsync(IReadOnlyList<string> targets, CancellationToken ct)
    {
        foreach (var target in Find(targets).Where(t => t.Image.Build))
        {
            var platform = target.Image.Builder!.Platform ?? (await ReachAsync(target.Server, ct)).Platform;
            await _context.Images.BuildAsync(target, platform, ct);
        }
    }

    /// <summary>From now on no image is built; the local engine's own of that name is deployed, however old it is.</summary>
    public void UseImagesAsTheyAre() => _context.Images.BuildsImages = false;

    /// <summary>Deploys targets: servers in parallel, targets on one server one after another, in the file's order.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="DeploymentFailedException">A target failed; it carries the report of all.</exception>
    public Task<RunReport> DeployAsync(IReadOnlyList<string> targets, CancellationToken ct) =>
        RunAsync("deploy", Find(targets), (deployer, token) => deployer.DeployAsync(token), ct);

    /// <summary>Brings an earlier deployment of a target back, with the same guarantees as a deploy.</summary>
    /// <param name="target">The target's key.</param>
    /// <param name="deployment">The deployment's id; null: the one before the current.</param>
    /// <param name="ct">Interrupts it; what served is put back.</param>
    /// <exception cref="DeploymentFailedException">It failed.</exception>
    public Task<RunReport> RollbackAsync(string target, string? deployment, CancellationToken ct)
    {
        var wanted = deployment is null ? null : DeploymentId.Parse(deployment)
            ?? throw new PreflightException([$"'{deployment}' is not a deployment id; one looks like 20261122-041530-k3x9. 'nuke History{TargetNaming.PascalCase(target)}' lists them."]);
        return RunAsync("rollback", Find([target]), (deployer, token) => deployer.RollbackAsync(wanted, token), ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully))
            await (await server.Value).DisposeAsync();
        await _context.DisposeAsync();
    }

    private async Task<RunReport> RunAsync(
        string command, IReadOnlyList<TargetSpec> targets, Func<Deployer, CancellationToken, Task> action, CancellationToken ct)
    {
        var started = (At: _time.GetUtcNow(), Stamp: _time.GetTimestamp());
        var reports = new ConcurrentDictionary<string, TargetReport>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(targets.GroupBy(t => t.Server.Host, StringComparer.OrdinalIgnoreCase), Bounded(CancellationToken.None), async (group, _) =>
        {
            foreach (var target in group)
                reports[target.Key] = reports.Values.Any(r => r.Outcome != Outcome.Succeeded) || ct.IsCancellationRequested
                    ? Skipped(target)
                    : await RunOneAsync(target, action, ct);
        });
        var report = new RunReport
        {
            Command = command,
            Started = started.At,
            Took = _time.GetElapsedTime(started.Stamp),
            Images = _context.Images.Built,
            Targets = [.. targets.Select(t => reports[t.Key])],
        };
        return report.Outcome == Outcome.Succeeded ? report : throw new DeploymentFailedException(report);
    }

    private async Task<TargetReport> RunOneAsync(TargetSpec target, Func<Deployer, CancellationToken, Task> action, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        TargetReport report;
        try
        {
            var server = await ReachAsync(target.Server, ct);
            report = await new TargetReporter(_context, target, server).RunAsync(action, ct);
        }
        catch (Exception e) when (e is HaloyException or OperationCanceledException)
        {
            report = Skipped(target) with
            {
                Outcome = e is OperationCanceledException ? Outcome.Interrupted : Outcome.Failed,
                Error = e.Message,
                Took = _time.GetElapsedTime(started),
            };
        }
        _context.Observer.On(new DeploymentEvent.TargetFinished(report) { Target = target.Key });
        return report;
    }

    private static TargetReport Skipped(TargetSpec target) => new() { Target = target.Key, Server = target.Server.Text, Outcome = Outcome.Skipped };

    private async Task<IReadOnlyList<T>> EachAsync<T>(
        IReadOnlyList<TargetSpec> targets, Func<TargetSpec, DeployServer, CancellationToken, Task<T>> action, CancellationToken ct)
    {
        var answers = new ConcurrentDictionary<int, T>();
        var problems = new ConcurrentDictionary<int, HaloyException>();
        await Parallel.ForEachAsync(Enumerable.Range(0, targets.Count), Bounded(ct), async (i, token) =>
        {
            try
            {
                answers[i] = await action(targets[i], await ReachAsync(targets[i].Server, token), token);
            }
            catch (HaloyException e) when (targets.Count > 1)
            {
                problems[i] = e;
            }
        });
        IReadOnlyList<T> inOrder = [.. answers.OrderBy(a => a.Key).Select(a => a.Value)];
        return problems.IsEmpty ? inOrder
            : throw new PartlyAnsweredException<T>(inOrder, [.. problems.OrderBy(p => p.Key).Select(p => (targets[p.Key], p.Value))]);
    }

    private Task<DeployServer> ReachAsync(ServerAddress address, CancellationToken ct, bool toProxy = true) =>
        _servers.GetOrAdd(LoginOf(address), _ => new(() => ConnectAsync(address, toProxy, ct))).Value;

    /// <summary>Two users of one server have a connection each: what one may do the other may not.</summary>
    private static string LoginOf(ServerAddress address) => $"{address.User}@{address.Host}:{address.Port}";

    private async Task<DeployServer> ConnectAsync(ServerAddress address, bool toProxy, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        var server = await DeployServer.ReachAsync(
            address, ServerSettingsOf.These(_settings), _time, asked => _context.Observer.On(new DeploymentEvent.EngineAsked(address.Text, asked)), toProxy, ct);
        _context.Observer.On(new DeploymentEvent.ServerReached(address.Text, server.Info.ServerVersion, server.Platform, _time.GetElapsedTime(started)));
        return server;
    }

    private List<TargetSpec> Find(IReadOnlyList<string> keys)
    {
        var unknown = keys.Where(k => Manifest.Targets.All(t => t.Key != k)).ToList();
        if (unknown.Count > 0)
            throw new PreflightException([$"There is no target '{string.Join("', '", unknown)}'. The file has: {string.Join(", ", Manifest.Targets.Select(t => t.Key))}."]);
        return [.. Manifest.Targets.Where(t => keys.Contains(t.Key))];
    }

    private ParallelOptions Bounded(CancellationToken ct) => new() { MaxDegreeOfParallelism = _settings.Parallelism, CancellationToken = ct };

    private sealed class Surroundings(string folder, IReadOnlyDictionary<string, ServerAddress> servers) : IManifestSurroundings
    {
        public bool FileExists(string relativePath) => File.Exists(Path.Combine(folder, relativePath));

        public bool DirectoryExists(string relativePath) => Directory.Exists(Path.Combine(folder, relativePath));

        public ServerAddress? FindServer(string name) => servers.GetValueOrDefault(name);
    }
}
