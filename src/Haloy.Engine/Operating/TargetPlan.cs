using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>What a deploy of a target would do now.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Server">The server, as the file names it.</param>
/// <param name="Steps">The steps in words, in order.</param>
public sealed record TargetPlan(string Target, string Server, IReadOnlyList<string> Steps)
{
    internal static async Task<TargetPlan> MakeAsync(TargetSpec target, DeployServer server, DeploymentId deployment, CancellationToken ct)
    {
        await using var door = new ProxyDoor(server.Engine);
        var survey = await Survey.TakeAsync(server.Engine, target.Name, door, ct);
        var plan = Planner.Deploy(target, survey.Server, deployment);
        return new(target.Key, target.Server.Text, PlanPrinter.Lines(plan));
    }
}
