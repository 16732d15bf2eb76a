using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>Performs steps on one server; one method per kind of step.</summary>
internal sealed class StepPerformer(
    DockerEngine engine, ProxyDoor door, ContainerFactory factory, TargetSpec target, HaloySettings settings, ProxyState proxy, ReadyCount ready, TimeProvider time)
{
    private const int AddressTries = 5;

    private readonly ConcurrentDictionary<string, Running> _running = new();
    private readonly AppRoute? _before = proxy.RouteOf(target.Name);
    private AppRoute? _loaded = proxy.RouteOf(target.Name);
    private Task _retiring = Task.CompletedTask;
    private Probation? _probation;
    private InFlight _inFlight;

    /// <summary>Performs a step.</summary>
    public Task PerformAsync(Step step, CancellationToken ct) => step switch
    {
        Step.RemoveLeftovers s => RemoveAsync(s.Containers.Select(c => c.Id), ct),
        Step.CreateNetworks s => CreateNetworksAsync(s, ct),
        Step.EnsureProxy s => EnsureProxyAsync(s, ct),
        Step.Start s => Task.WhenAll(s.Containers.Select(c => StartAsync(c, ct))),
        Step.AwaitReady s => AwaitReadyAsync(s, ct),
        Step.Route s => RouteAsync(s, ct),
        Step.RestoreRoute s => RestoreRouteAsync(s, ct),
        Step.Close => CloseAsync(ct),
        Step.Unroute => door.Router.RemoveAsync(target.Name, ct),
        Step.Retire s => RetireAsync(s, ct),
        Step.Stop s => StopAsync(s, ct),
        Step.Rename s => RenameAsync(s, ct),
        Step.Discard s => DiscardAsync(s, ct),
        Step.Complete s => CompleteAsync(s, ct),
        Step.Forget s => ForgetAsync(s, ct),
        _ => throw new InvalidOperationException($"No way to perform {step.GetType().Name}."),
    };

    /// <summary>Waits for what goes on beside the steps.</summary>
    public async Task SettleAsync()
    {
        if (Interlocked.Exchange(ref _probation, null) is { } unused)
            await unused.DisposeAsync();
        await _retiring;
    }

    private async Task CreateNetworksAsync(Step.CreateNetworks step, CancellationToken ct)
    {
        var networks = new NetworkMaker(engine, time);
        if (step.Shared is { } shared)
            await networks.MakeAsync(shared, ct);
        if (step.Own is { } own)
            await networks.MakeAsync(own, ct);
    }

    private async Task EnsureProxyAsync(Step.EnsureProxy step, CancellationToken ct)
    {
        var id = await new ProxyContainer(engine, settings.ProxyImage, time).EnsureAsync(step.Networks, ct);
        await door.At(id).AwaitUpAsync(ct);
    }

    private async Task StartAsync(Incoming container, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            // Not cancelled half way: a request that is given up may still be carried out, and nobody would know of its container.
            ct.ThrowIfCancellationRequested();
            var id = container.Kept?.Id ?? await factory.CreateAsync(container, CancellationToken.None);
            _running[container.Name] = new(id, container, 0);
            try
            {
                await engine.StartContainerAsync(id, CancellationToken.None);
                _running[container.Name] = new(id, container, time.GetTimestamp());
                return;
            }
            catch (DockerEngineException e) when (tries < AddressTries && container.Kept is null && IsAddressTaken(e))
            {
                // Another app's deploy took the address between our survey and now: the engine tells only at the start.
                await engine.RemoveContainerAsync(id, force: true, volumes: true, CancellationToken.None);
                container = container with { Address = await AnotherAddressAsync(container, tries, ct) };
            }
        }
    }

    private async Task<string> AnotherAddressAsync(Incoming container, int tries, CancellationToken ct)
    {
        var survey = await Survey.TakeAsync(engine, target.Name, door, ct);
        return SharedNetwork.On(survey.Server).Free(survey.Server, 1, $"{container.Name} {tries}")[0];
    }

    private static bool IsAddressTaken(DockerEngineException e) =>
        e.EngineMessage.Contains("Address already in use", StringComparison.OrdinalIgnoreCase);

    private Task AwaitReadyAsync(Step.AwaitReady step, CancellationToken ct)
    {
        var readiness = new Readiness(engine, door, target, time);
        ready.Await(step.Containers);
        // An engine that is about to stop starts containers and forgets them: no request may go to one of these.
        return Task.WhenAll(step.Containers.Select(async c =>
        {
            var (id, _, started) = _running[c.Name];
            await readiness.AwaitAsync(c with { Address = _running[c.Name].Address }, id, started, c.Kept is null && factory.HasNoHealthcheck, ct);
            ready.Note(c);
        }).Append(engine.KnockAsync(ct)));
    }

    // All the slots that will be needed, at once: more of them is another shape, which reloads the proxy.
    private async Task RouteAsync(Step.Route step, CancellationToken ct)
    {
        // Watched while the switch is made, so that what leaves need not wait for it.
        if (Interlocked.Exchange(ref _probation, BeginProbation(ct)) is { } unused)
            await unused.DisposeAsync();
        await RouteAsync(AppRoute.For(target, Math.Max(_loaded?.Slots ?? 0, Math.Max(step.Members.Count, target.Replicas)), settings.AcmeDirectory), step.Members, ct);
    }

    // Its hosts may be others than the target's: those that the failed deploy would have given up.
    private Task RestoreRouteAsync(Step.RestoreRoute step, CancellationToken ct) =>
        _before is null ? door.Router.RemoveAsync(target.Name, ct)
        : step.Members.Count == 0 ? door.Router.CloseAsync(target.Name, ct)
        : RouteAsync(_before with { Slots = Math.Max(_loaded?.Slots ?? 0, _before.Slots), LoadedForm = _loaded?.LoadedForm ?? AppRoute.Form }, step.Members, ct);

    private async Task RouteAsync(AppRoute wanted, EquatableArray<Member> planned, CancellationToken ct)
    {
        var members = planned.Select(m => _running.TryGetValue(m.Name, out var started) ? m with { Address = started.Address } : m).ToList();
        if (wanted != _loaded)
        {
            // Not cancelled half way, and unknown until it went through: the way back has to know what is loaded.
            ct.ThrowIfCancellationRequested();
            _loaded = null;
            await door.Router.LoadAsync(wanted, members, CancellationToken.None);
        }
        _loaded = wanted;
        _inFlight = await door.Router.SwitchAsync(wanted, members, [.. members.Where(m => _running.ContainsKey(m.Name))], target.HealthCheckPath ?? "/", ct);
    }

    private Task CloseAsync(CancellationToken ct)
    {
        _inFlight = default;
        return door.Router.CloseAsync(target.Name, ct);
    }

    private Probation BeginProbation(CancellationToken ct) =>
        new(new Readiness(engine, door, target, time), [.. _running.Values.Select(r => (r.Container, r.Id))], ct);

    // Draining takes as long as the slowest request; the next containers may start meanwhile, so this only begins it.
    private async Task RetireAsync(Step.Retire step, CancellationToken ct)
    {
        await _retiring;
        var members = step.Containers.Select(c => c.AsMember(target)).ToList();
        // What the switch has seen stays true: nothing goes to them any more.
        var isDrained = _loaded is null || _inFlight.IsNoneOf(members.Select(m => m.Endpoint));
        _retiring = DrainAndStopAsync(step, isDrained ? [] : members, Interlocked.Exchange(ref _probation, null) ?? BeginProbation(ct), ct);
    }

    private async Task DrainAndStopAsync(Step.Retire step, IReadOnlyList<Member> busy, Probation watched, CancellationToken ct)
    {
        await using var probation = watched;
        await probation.WhileAsync(token => busy.Count == 0 ? Task.CompletedTask : door.Router.DrainAsync(busy, target.DrainSeconds, token));
        // Beside it, and so without a round trip of its own.
        await Task.WhenAll([.. step.Containers.Select(c => engine.StopContainerAsync(c.Id, Grace, ct)), probation.LookAsync()]);
        await probation.ThrowIfAnyEndedAsync();
    }

    private async Task StopAsync(Step.Stop step, CancellationToken ct)
    {
        await Task.WhenAll(step.Containers.Select(c => engine.StopContainerAsync(c.Id, Grace, ct)));
        foreach (var container in step.Containers)
            if ((await engine.InspectContainerAsync(container.Id, ct)).State.Running)
                throw new StepException($"{container.Name} still runs after it was stopped.");
    }

    private async Task RenameAsync(Step.Rename step, CancellationToken ct)
    {
        try
        {
            await engine.RenameContainerAsync(step.Container.Id, step.NewName, ct);
        }
        catch (DockerEngineException e) when (e.EngineMessage.Contains("same name as its current name", StringComparison.Ordinal))
        {
            // Done before, and not answered.
        }
    }

    private Task DiscardAsync(Step.Discard step, CancellationToken ct) =>
        Task.WhenAll(step.Containers.Where(c => _running.ContainsKey(c.Name)).Select(c => c.Kept is null
            ? engine.RemoveContainerAsync(_running[c.Name].Id, force: true, volumes: true, ct)
            : engine.StopContainerAsync(c.Kept.Id, Grace, ct)));

    private Task CompleteAsync(Step.Complete step, CancellationToken ct) =>
        engine.TagImageAsync(factory.ImageId, Survey.TagRepository(target.Name), step.Deployment.Text, ct);

    private async Task ForgetAsync(Step.Forget step, CancellationToken ct)
    {
        // The last tag of an image stays as long as a container needs it.
        var removing = RemoveAsync(step.Containers.Select(c => c.Id), ct);
        await Task.WhenAll([.. step.Deployments.Select(d => RemoveTagAsync($"{Survey.TagRepository(target.Name)}:{d}", removing, ct)), removing]);
    }

    private Task RemoveAsync(IEnumerable<string> ids, CancellationToken ct) =>
        Task.WhenAll(ids.Select(id => engine.RemoveContainerAsync(id, force: true, volumes: true, ct)));

    private async Task RemoveTagAsync(string tag, Task? needed, CancellationToken ct)
    {
        try
        {
            await engine.RemoveImageAsync(tag, force: false, ct);
        }
        catch (DockerConflictException) when (needed is not null)
        {
            await needed;
            await RemoveTagAsync(tag, null, ct);
        }
        catch (DockerNotFoundException)
        {
            // Somebody pruned it; it is gone, which is what was wanted.
        }
    }

    private TimeSpan Grace => TimeSpan.FromSeconds(target.StopGraceSeconds);

    private sealed record Running(string Id, Incoming Container, long Started)
    {
        public string Address => Container.Address;
    }
}

/// <summary>A step did not come to what it was for.</summary>
public sealed class StepException : HaloyException
{
    internal StepException(string message) : base(message) { }
}
