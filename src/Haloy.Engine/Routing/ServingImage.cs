using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Routing;

/// <summary>The image whose Caddy serves: the container's, unless another one's took over in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record ServingImage(string Id, string Name)
{
    /// <summary>What is noted of it in the container.</summary>
    public string Note => $"{Id} {Name}";

    /// <summary>Asks the container, if it runs.</summary>
    public static async Task<ServingImage> ReadAsync(DockerEngine engine, ContainerSummary proxy, CancellationToken ct)
    {
        if (proxy.State == "running" && proxy.Labels.ContainsKey(ProxyMinder.Label)
            && await engine.RunAsync(proxy.Id, ["cat", ProxyPaths.Image], null, ct) is { ExitCode: 0 } noted
            && noted.Output.Split(' ') is [var id, var name])
            return new(id, name.Trim());
        return new(proxy.ImageId, proxy.Image);
    }
}
