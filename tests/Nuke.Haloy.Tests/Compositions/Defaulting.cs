using Nuke.Common;

/// <summary>A build that deploys when nothing is said.</summary>
internal sealed class Defaulting : ComposedBuild, IHaloyTargets
{
    public static int Run() => Execute<Defaulting>(x => ((IHaloyTargets)x).DeployAll);
}
