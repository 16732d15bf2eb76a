using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Lists the networks.</summary>
    public async Task<IReadOnlyList<NetworkSummary>> ListNetworksAsync(CancellationToken cancellationToken)
    {
        var networks = await AskAsync(EngineRequest.Get($"/networks"), WireJson.Default.ListNetworkJson, cancellationToken);
        return [.. networks.Select(network => network.ToSummary())];
    }

    /// <summary>Inspects a network; null when there is none of that name or id.</summary>
    public async Task<NetworkDetails?> FindNetworkAsync(string name, CancellationToken cancellationToken)
    {
        var network = await FindAsync(EngineRequest.Get($"/networks/{name}"), WireJson.Default.NetworkJson, cancellationToken);
        return network?.ToDetails();
    }

    /// <summary>Creates a network.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DockerConflictException">The name is taken.</exception>
    public async Task<string> CreateNetworkAsync(NetworkCreation creation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(creation);
        var request = EngineRequest.Post($"/networks/create").With(creation.ToJson(), WireJson.Default.NetworkJson);
        return (await AskAsync(request, WireJson.Default.CreatedJson, cancellationToken)).Id;
    }

    /// <summary>Connects a container to a network.</summary>
    /// <param name="network">The network's name or id.</param>
    /// <param name="container">The container's name or id.</param>
    /// <param name="aliases">Names it is found by there, besides its own.</param>
    /// <param name="ipv4">The address it is given for good; null: the engine picks one at each start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ConnectNetworkAsync(string network, string container, IReadOnlyList<string> aliases, string? ipv4, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(aliases);
        var body = new ConnectJson { Container = container, EndpointConfig = ContainerWriting.Endpoint(aliases, ipv4) };
        return DoAsync(EngineRequest.Post($"/networks/{network}/connect").With(body, WireJson.Default.ConnectJson), cancellationToken);
    }

    /// <summary>Disconnects a container from a network.</summary>
    /// <param name="network">The network's name or id.</param>
    /// <param name="container">The container's name or id.</param>
    /// <param name="force">Whether one that is gone is disconnected too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DisconnectNetworkAsync(string network, string container, bool force, CancellationToken cancellationToken)
    {
        var body = new DisconnectJson { Container = container, Force = force };
        return DoAsync(EngineRequest.Post($"/networks/{network}/disconnect").With(body, WireJson.Default.DisconnectJson), cancellationToken);
    }

    /// <summary>Removes a network. One that is not there is fine.</summary>
    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Delete($"/networks/{name}") with { AlsoFine = [HttpStatusCode.NotFound] }, cancellationToken);

    /// <summary>Creates a volume; one of that name that is there already is left as it is.</summary>
    public Task CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var body = new VolumeCreationJson { Name = name, Labels = labels };
        return DoAsync(EngineRequest.Post($"/volumes/create").With(body, WireJson.Default.VolumeCreationJson), cancellationToken);
    }

    /// <summary>Lists the volumes.</summary>
    public async Task<IReadOnlyList<VolumeSummary>> ListVolumesAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(EngineRequest.Get($"/volumes"), WireJson.Default.VolumesJson, cancellationToken);
        return [.. (answer.Volumes ?? []).Select(volume => volume.ToSummary())];
    }

    /// <summary>Removes a volume. One that is not there is fine.</summary>
    /// <exception cref="DockerConflictException">A container uses it.</exception>
    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Delete($"/volumes/{name}") with { AlsoFine = [HttpStatusCode.NotFound] }, cancellationToken);
}
