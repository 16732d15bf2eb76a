using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>What a deploy of a target would do now.</summary>
public sealed record TargetPlan
{
    /// <summary>The target's key.</summary>
    public required string Target { get; init; }

    /// <summary>The server, as the file names it.</summary>
    public required string Server { get; init; }

    /// <summary>The deployment that runs; null: none does.</summary>
    public string? Runs { get; init; }

    /// <summary>What differs from the configuration of what runs; secrets are references. Empty when nothing runs.</summary>
    public required IReadOnlyList<ConfigurationChange> Changes { get; init; }

    /// <summary>What is done about the image.</summary>
    public required ImageForecast Image { get; init; }

    /// <summary>The steps in words, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    internal static async Task<TargetPlan> MakeAsync(TargetSpec target, DeployServer server, RunContext context, CancellationToken ct)
    {
        var survey = await Survey.TakeAsync(server.Engine, target.Name, server.Door, ct);
        survey.RefuseTakenHosts(target);
        var plan = Planner.Deploy(target, survey.Server, context.NewDeployment());
        var running = plan.Situation.Serving.LastOrDefault();
        return new()
        {
            Target = target.Key,
            Server = target.Server.Text,
            Runs = running?.Deployment.Text,
            Changes = running is null ? [] : ConfigurationChange.Between(running.Spec, context.SpecOf(target)),
            Image = await context.Images.ForecastAsync(target, server, ct),
            Steps = PlanPrinter.Lines(plan),
        };
    }
}
