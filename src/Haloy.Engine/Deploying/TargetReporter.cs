using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>Runs one target's deploy or rollback and writes its report, however it ends.</summary>
internal sealed class TargetReporter(RunContext context, TargetSpec target, DeployServer server)
{
    /// <summary>Runs it.</summary>
    public async Task<TargetReport> RunAsync(Func<Deployer, CancellationToken, Task> action, CancellationToken ct)
    {
        await using var run = new TargetRun(context, target, server);
        var before = server.Engine.Traffic.Mark();
        var (outcome, error) = await EndOfAsync(run, action, ct);
        var traffic = server.Engine.Traffic.Since(before);
        return new()
        {
            Target = target.Key,
            Server = target.Server.Text,
            Deployment = run.HasBegun ? run.Deployment.Text : null,
            Outcome = outcome,
            Error = error,
            Took = run.Clock.Elapsed,
            Strategy = target.Strategy.ToString().ToLowerInvariant(),
            Replicas = target.Replicas,
            ImageId = run.Image?.Id,
            ImageDigest = run.Image?.Digest,
            BytesSent = run.Image?.BytesSent ?? 0,
            BytesTotal = run.Image?.BytesTotal ?? 0,
            SshConnections = server.SshConnections,
            EngineRequests = (int)traffic.Requests,
            SequentialRoundTrips = (int)traffic.SequentialRoundTrips,
            Proof = run.Proof.Report,
            Steps = run.Clock.Steps,
        };
    }

    private async Task<(Outcome Outcome, string? Error)> EndOfAsync(TargetRun run, Func<Deployer, CancellationToken, Task> action, CancellationToken ct)
    {
        try
        {
            await action(new Deployer(run), ct);
            return (Outcome.Succeeded, null);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (Outcome.Interrupted, run.Ending ?? After.Sentence(Outcome.Interrupted, target));
        }
        catch (Exception e) when (e is HaloyException or IOException or OperationCanceledException)
        {
            var ending = run.Ending is null ? "" : $"\n{run.Ending}";
            if (server.WhyClosed is not { } why)
                return (run.Outcome, e.Message + ending);
            // Whatever the way back believes to have done: nothing of it reached the server for certain.
            return (Outcome.Failed, $"{e.Message} ({why})\n{(run.Ending == After.NewVersionServes ? run.Ending : After.ConnectionLost)}");
        }
    }
}
