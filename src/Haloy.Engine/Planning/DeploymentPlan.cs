using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Planning;

/// <summary>What a deploy or a rollback will do, decided before anything is touched.</summary>
/// <param name="Target">What is wanted.</param>
/// <param name="Deployment">The deployment that serves afterwards.</param>
/// <param name="Situation">What was there, sorted by what it means for this app.</param>
/// <param name="Incoming">The containers that serve afterwards.</param>
/// <param name="Steps">What is done, in order.</param>
public sealed record DeploymentPlan(
    TargetSpec Target,
    DeploymentId Deployment,
    Situation Situation,
    EquatableArray<Incoming> Incoming,
    EquatableArray<Step> Steps)
{
    /// <summary>Whether something answers at every moment: what served before does until others do.</summary>
    public bool ServesThroughout => Situation is { HasRoute: true, Serving.Count: > 0 } && Target.Strategy == DeploymentStrategy.Rolling;
}
