using Haloy.Engine.Deploying;

namespace Haloy.Benchmarks.Deploying;

/// <summary>Hears of everything and says nothing.</summary>
internal sealed class Silence : IDeploymentObserver
{
    public void On(DeploymentEvent happened)
    {
    }
}
