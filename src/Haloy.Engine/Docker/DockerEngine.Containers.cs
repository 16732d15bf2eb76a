using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Lists containers.</summary>
    /// <param name="all">Whether stopped ones are listed too.</param>
    /// <param name="labels">What they must be labelled with, each <c>name</c> or <c>name=value</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(bool all, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var request = labels.Count == 0
            ? EngineRequest.Get($"/containers/json?all={all}")
            : EngineRequest.Get($"/containers/json?all={all}&filters={Filters(new Dictionary<string, IReadOnlyList<string>> { ["label"] = labels })}");
        var containers = await AskAsync(request, WireJson.Default.ListContainerSummaryJson, cancellationToken);
        return [.. containers.Select(container => container.ToSummary())];
    }

    /// <summary>Inspects a container.</summary>
    /// <exception cref="DockerNotFoundException">There is none of that id or name.</exception>
    public async Task<ContainerDetails> InspectContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        var container = await AskAsync(EngineRequest.Get($"/containers/{idOrName}/json"), WireJson.Default.ContainerDetailsJson, cancellationToken);
        return container.ToDetails();
    }

    /// <summary>Inspects a container; null when there is none of that id or name.</summary>
    public async Task<ContainerDetails?> FindContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        var container = await FindAsync(EngineRequest.Get($"/containers/{idOrName}/json"), WireJson.Default.ContainerDetailsJson, cancellationToken);
        return container?.ToDetails();
    }

    /// <summary>
    /// Creates a container and connects it to its networks; one that cannot be connected is removed again. A network that
    /// is not there, or an address that is taken, some engines refuse only when the container is started.
    /// </summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DockerConflictException">The name is taken.</exception>
    /// <exception cref="DockerNotFoundException">The image is not there.</exception>
    public async Task<string> CreateContainerAsync(string name, ContainerCreation creation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(creation);
        var atOnce = await SpokenVersionAsync(cancellationToken) < SeveralNetworksAtOnce ? 1 : creation.Networks.Count;
        var request = EngineRequest
            .Post($"/containers/create?name={name}")
            .With(creation.ToJson(creation.Networks.Take(atOnce)), WireJson.Default.ContainerCreationJson);
        var id = (await AskAsync(request, WireJson.Default.CreatedJson, cancellationToken)).Id;

        try
        {
            foreach (var network in creation.Networks.Skip(atOnce))
                await ConnectNetworkAsync(network.Network, id, network.Aliases, network.Ipv4, cancellationToken);
        }
        catch
        {
            await ClearAwayAsync(id);
            throw;
        }

        return id;
    }

    /// <summary>The API version from which a container can be created with several networks.</summary>
    private static Version SeveralNetworksAtOnce { get; } = new(1, 44);

    /// <summary>Removes what a failed method left, even when it failed because it was cancelled; the failure itself is what counts.</summary>
    private async Task ClearAwayAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
        try
        {
            await RemoveContainerAsync(id, force: true, volumes: true, patience.Token);
        }
        catch (Exception e) when (e is DockerEngineException or OperationCanceledException)
        {
            // It carries its labels: the next run finds it.
        }
    }

    private static string Filters(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<string>>(filters), WireJson.Default.DictionaryStringIReadOnlyListString);
}
