using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>Makes networks that others may be making at the same moment.</summary>
internal sealed class NetworkMaker(DockerEngine engine, TimeProvider time)
{
    private static readonly Dictionary<string, string> s_labels = new() { [Labels.Role] = "network" };

    /// <summary>Makes the network of proxy and apps.</summary>
    public Task MakeAsync(SharedNetwork shared, CancellationToken ct) => MakeAsync(
        new NetworkCreation
        {
            Name = shared.Name,
            Subnet = shared.Subnet.ToString(),
            IpRange = shared.Automatic.ToString(),
            Gateway = shared.Gateway,
            Labels = s_labels,
            Attachable = true,
        }, ct);

    /// <summary>Makes a target's own network.</summary>
    public Task MakeAsync(string name, CancellationToken ct) =>
        MakeAsync(new NetworkCreation { Name = name, Labels = s_labels, Attachable = true }, ct);

    private async Task MakeAsync(NetworkCreation creation, CancellationToken ct)
    {
        try
        {
            await engine.CreateNetworkAsync(creation, ct);
        }
        catch (DockerEngineException)
        {
            // Another app's first deploy makes it at this moment, by the same rule. The engine refuses the second one for its
            // name or, while the first is not to be seen yet, for its range.
            if (!await AppearsAsync(creation.Name, ct))
                throw;
        }
    }

    private async Task<bool> AppearsAsync(string network, CancellationToken ct)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            if (await engine.FindNetworkAsync(network, ct) is not null)
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
        }
        return false;
    }
}
