using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>
/// The engine is told to stop and start again at one request after another of a deploy. It forgets containers that were
/// started meanwhile; all the same the version that the deploy ended with runs whole when it is back.
/// </summary>
public sealed class RestartedEngineTests
{
    private const int Refusals = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("replicas: 1")]
    [InlineData("replicas: 3\nmax_surge: 2")]
    [InlineData("replicas: 2\ndeployment_strategy: replace\nrollback_on_failure: true")]
    [InlineData("deployment_strategy: replace\nnaming_strategy: static\nrollback_on_failure: true")]
    public async Task What_the_deploy_ended_with_runs_when_it_is_back(string more)
    {
        var places = 0;
        while (await TryAsync(more, places + 1))
            places++;
        Assert.True(places > 10, $"A deploy makes more than {places} requests.");
    }

    /// <returns>Whether there was such a request.</returns>
    private static async Task<bool> TryAsync(string more, int at)
    {
        await using var server = new FakeServer();
        var yaml = $"name: app\nserver: web1\nimage: {{ repository: app, tag: '1', pull_policy: never, history: {{ strategy: local, count: 2 }} }}\n{more}";
        var first = await server.DeployAsync(yaml, Token);
        var replicas = Running(server).Count;

        var before = server.Engine.Requests.Count;
        var isArmed = true;
        server.Engine.When(request =>
        {
            if (isArmed && request.Number == before + at)
                server.Engine.Restart(Refusals);
            return false;
        });
        TargetReport? report = null;
        try
        {
            report = await server.DeployAsync(yaml, Token);
        }
        catch (HaloyException)
        {
            // The server could not be reached, which is before anything is done.
        }
        isArmed = false;
        var isMet = server.Engine.Requests.Count >= before + at;
        server.Engine.ComeBack();

        var place = $"request {at}, {(isMet ? server.Engine.Requests[before + at - 1] : "")}";
        var isNew = report?.Outcome == Outcome.Succeeded;
        var running = Running(server);
        var serving = running.Where(c => c.Labels["haloy.deployment"] == (isNew ? report!.Deployment : first.Deployment)).ToList();
        // Old ones that were stopped by the restart before the deploy came to it are brought back too, and wait for the next deploy.
        Assert.True(
            serving.Count == replicas && (isNew || running.Count == replicas),
            $"{place}: {report?.Outcome} {report?.Error}; runs: {string.Join(", ", running.Select(c => c.Name))}");
        var next = await server.DeployAsync(yaml, Token);
        Assert.True(next.Outcome == Outcome.Succeeded, $"{place}: {next.Error}");
        return isMet;
    }

    private static List<FakeContainer> Running(FakeServer server) =>
        [.. server.Engine.Containers.Where(c => c.IsRunning && c.Labels.ContainsKey("haloy.deployment"))];
}
