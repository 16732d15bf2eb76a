using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>Looks at a server, once, before anything is decided: all questions are asked at the same time.</summary>
/// <param name="Server">What is there.</param>
/// <param name="Proxy">What is routed.</param>
internal sealed record Survey(ObservedServer Server, ProxyState Proxy)
{
    /// <summary>Whether there is a container that is the app's lock, our own or another's.</summary>
    public bool HasLockContainer { get; init; }

    /// <summary>The repository of the tags that mark deployments which went through.</summary>
    public static string TagRepository(string app) => "haloy/" + app.ToLowerInvariant();

    /// <summary>Looks.</summary>
    public static async Task<Survey> TakeAsync(DockerEngine engine, string app, ProxyDoor door, CancellationToken ct) =>
        (await TakeAsync(engine, [app], door, ct)).Apps[app];

    /// <summary>Looks under a lock, again and again until nothing that was seen may be another deploy's.</summary>
    /// <exception cref="LockedException">Another deploy has the app still.</exception>
    public static async Task<Survey> TakeAsync(DockerEngine engine, string app, ProxyDoor door, DeployLock held, CancellationToken ct)
    {
        while (true)
        {
            var survey = await TakeAsync(engine, app, door, ct);
            if (await held.IsAloneAsync(survey, ct))
                return survey;
        }
    }

    /// <summary>Looks for several apps at once: what is asked does not grow with their number.</summary>
    /// <returns>The survey of each app, and the images that are there.</returns>
    public static async Task<(IReadOnlyDictionary<string, Survey> Apps, IReadOnlyList<ImageSummary> Images)> TakeAsync(
        DockerEngine engine, IReadOnlyList<string> apps, ProxyDoor door, CancellationToken ct)
    {
        var containers = engine.ListContainersAsync(all: true, [], ct);
        var networks = engine.ListNetworksAsync(ct);
        var images = engine.ListImagesAsync(ct);
        var states = await door.SurveyAsync(apps, ProxyAmongAsync(containers), ct);
        var proxy = ProxyOf(await containers);
        var server = new ObservedServer
        {
            Containers = (await containers).Select(Observe).OfType<ObservedContainer>().ToEquatableArray(),
            Networks = (await networks).Select(n => new ObservedNetwork(
                n.Name, n.Subnets.Select(s => s.Subnet).FirstOrDefault(), n.Labels.ContainsKey(Labels.Role))).ToEquatableArray(),
            Proxy = proxy,
        };
        var there = await images;
        var locks = (await containers).Where(c => c.Labels.GetValueOrDefault(Labels.Role) == LockContainer.Role).SelectMany(c => c.Names).ToHashSet();
        return (apps.Distinct().ToDictionary(
            app => app,
            app => OfApp(app, server, states?[app] ?? ProxyState.None, there) with { HasLockContainer = locks.Contains(LockContainer.Of(app)) }), there);
    }

    private static Survey OfApp(string app, ObservedServer server, ProxyState state, IReadOnlyList<ImageSummary> images) => new(
        server with
        {
            Completed = images.SelectMany(i => i.RepoTags).Where(t => t.StartsWith(TagRepository(app) + ":", System.StringComparison.Ordinal))
                .Select(t => DeploymentId.Parse(t[(t.LastIndexOf(':') + 1)..])).OfType<DeploymentId>().Distinct().Order().ToEquatableArray(),
            Routed = state.Slots,
            HasRoute = state.RouteOf(app) is not null,
        },
        state);

    /// <summary>Refuses hosts that another app on the server has.</summary>
    /// <exception cref="PreflightException">Some are.</exception>
    public void RefuseTakenHosts(TargetSpec target)
    {
        var taken = TakenHosts(target).ToList();
        if (taken.Count > 0)
            throw new PreflightException(taken);
    }

    /// <summary>What the target's hosts have against another app's route, a sentence each.</summary>
    public IEnumerable<string> TakenHosts(TargetSpec target) =>
        target.Domains.Count == 0 ? [] : Proxy.Conflicts(AppRoute.For(target, 1)).Select(c =>
            $"{c.Host} is routed to the app '{c.App}' on this server. Remove it there first, or choose another host.");

    /// <summary>The proxy among a server's containers.</summary>
    public static async Task<ObservedProxy?> ProxyAmongAsync(Task<IReadOnlyList<ContainerSummary>> listing) => ProxyOf(await listing);

    private static ObservedProxy? ProxyOf(IEnumerable<ContainerSummary> containers) =>
        containers.Where(c => c.Labels.TryGetValue(Labels.Role, out var role) && role == ProxyContainer.Role && c.Names.Contains(ProxyContainer.Name))
            .Select(c => new ObservedProxy(c.Id, c.State == "running", c.Networks.Keys.ToEquatableArray()))
            .FirstOrDefault();

    private static ObservedContainer? Observe(ContainerSummary container)
    {
        if (!container.Labels.TryGetValue(Labels.App, out var app)
            || DeploymentId.Parse(container.Labels.GetValueOrDefault(Labels.Deployment)) is not { } deployment)
            return null;
        return new()
        {
            Id = container.Id,
            Name = container.Names.FirstOrDefault() ?? container.Id,
            App = app,
            Target = container.Labels.GetValueOrDefault(Labels.Target) ?? app,
            Deployment = deployment,
            Replica = int.TryParse(container.Labels.GetValueOrDefault(Labels.Replica), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1,
            Running = container.State == "running",
            ImageId = container.ImageId,
            Address = container.Labels.GetValueOrDefault(Labels.Address) ?? "",
            Status = container.Status,
            Spec = container.Labels.GetValueOrDefault(Labels.Spec) ?? "",
            Listening = Listening.Parse(container.Labels.GetValueOrDefault(Labels.Spec) ?? ""),
        };
    }
}
