using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Secrets;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>Makes a deployment's containers (spec/deploying.md §3).</summary>
/// <param name="engine">The server's engine.</param>
/// <param name="target">What is wanted.</param>
/// <param name="deployment">The deployment's id.</param>
/// <param name="imageId">The image that every replica runs.</param>
/// <param name="env">The resolved environment, in order.</param>
/// <param name="spec">The resolved configuration for the label, secrets as references.</param>
/// <param name="loggingDriver">The engine's default logging driver.</param>
internal sealed class ContainerFactory(
    DockerEngine engine, TargetSpec target, DeploymentId deployment, string imageId,
    IReadOnlyList<ResolvedVariable> env, string spec, string loggingDriver)
{
    /// <summary>The image that every replica runs.</summary>
    public string ImageId => imageId;

    /// <summary>The image's layers, where the engine does not tell them; null otherwise.</summary>
    public string? RecordedLayers { get; init; }

    /// <summary>
    /// Whether the image is known to have no HEALTHCHECK, so that only HTTP tells that a container is well. Of one whose layers
    /// the engine does not tell it is not known.
    /// </summary>
    public bool HasNoHealthcheck { get; init; }

    /// <summary>Creates a container; it does not run yet.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(Incoming container, CancellationToken ct)
    {
        foreach (var volume in target.Volumes.Where(v => !v.IsBind))
            await engine.CreateVolumeAsync(volume.Source, new Dictionary<string, string> { [Labels.App] = target.Name, [Labels.Target] = target.Key }, ct);
        return await engine.CreateContainerAsync(container.Name, Creation(container), ct);
    }

    internal ContainerCreation Creation(Incoming container) => new()
    {
        Image = imageId,
        Env =
        [
            .. env.Select(e => $"{e.Name}={e.Reveal()}"),
            string.Create(CultureInfo.InvariantCulture, $"HALOY_REPLICA_ID={container.Replica}"),
            $"HALOY_DEPLOYMENT_ID={deployment}",
        ],
        Labels = LabelsOf(container),
        HostConfig = new()
        {
            Binds = [.. target.Volumes.Select(v => v.ToString())],
            RestartPolicy = new("unless-stopped"),
            // Without a cap a chatty app fills the server's disk; another driver than json-file looks after itself.
            LogConfig = loggingDriver == "json-file"
                ? new("json-file", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" })
                : null,
        },
        Networks = [.. Attachments(container)],
    };

    private Dictionary<string, string> LabelsOf(Incoming container)
    {
        var labels = new Dictionary<string, string>
        {
            [Labels.App] = target.Name,
            [Labels.Target] = target.Key,
            [Labels.Deployment] = deployment.Text,
            [Labels.Replica] = container.Replica.ToString(CultureInfo.InvariantCulture),
            [Labels.Address] = container.Address,
            [Labels.Spec] = spec,
        };
        if (RecordedLayers is not null)
            labels[Labels.Layers] = RecordedLayers;
        return labels;
    }

    private IEnumerable<NetworkAttachment> Attachments(Incoming container)
    {
        yield return new(Defaults.Network, [target.Name], container.Address);
        if (target.Network != Defaults.Network)
            yield return new(target.Network, [target.Name]);
    }
}
