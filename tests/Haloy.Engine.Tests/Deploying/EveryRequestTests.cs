using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>
/// One request after another goes wrong, from a deploy's first to its last: refused, lost, or carried out without an
/// answer. What served goes on serving, and the next deploy succeeds and leaves nothing of the one before.
/// </summary>
public sealed class EveryRequestTests
{
    private const int MoreThanAny = 200;

    private static readonly Dictionary<string, (int Requests, Action<FakeFault> Do)> _faults = new()
    {
        ["refused"] = (1, fault => fault.Answer(500, "out of nowhere")),
        ["lost"] = (1, fault => fault.Cut()),
        ["lost, as the next ones are"] = (12, fault => fault.Cut()),
        ["carried out without an answer"] = (1, fault => fault.CutInsteadOfAnswering()),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Deploys()
    {
        var deploys = new TheoryData<string, string, bool>();
        foreach (var fault in _faults.Keys)
        {
            deploys.Add(fault, "replicas: 1", true);
            deploys.Add(fault, "replicas: 3\nmax_surge: 2", true);
            deploys.Add(fault, "replicas: 2\ndeployment_strategy: replace", true);
            deploys.Add(fault, "deployment_strategy: replace\nnaming_strategy: static", true);
            deploys.Add(fault, "replicas: 2", false);
        }
        return deploys;
    }

    [Theory]
    [MemberData(nameof(Deploys))]
    public async Task What_serves_goes_on_and_the_next_deploy_cleans_up(string fault, string more, bool isThereBefore)
    {
        for (var at = 1; at < MoreThanAny; at++)
        {
            if (!await TryAsync(fault, at, more, isThereBefore))
                return;
        }
        Assert.Fail($"No deploy makes {MoreThanAny} requests.");
    }

    /// <returns>Whether there was such a request.</returns>
    private static async Task<bool> TryAsync(string fault, int at, string more, bool isThereBefore)
    {
        await using var server = new FakeServer();
        var yaml = $"name: app\nserver: web1\nimage: {{ repository: app, tag: '1', pull_policy: never, history: {{ strategy: local, count: 2 }} }}\n{more}";
        var replicas = more.Contains("replicas: 3", StringComparison.Ordinal) ? 3 : more.Contains("replicas: 2", StringComparison.Ordinal) ? 2 : 1;
        var stranger = server.Engine.AddContainer("app-20200101-000000-aaaa", "app:1");
        if (isThereBefore)
            Assert.Equal(Outcome.Succeeded, (await server.DeployAsync(yaml, Token)).Outcome);

        var isAlwaysServed = isThereBefore && !more.Contains("replace", StringComparison.Ordinal);
        var gaps = new List<string>();
        server.Engine.When(request =>
        {
            if (isAlwaysServed && !AppContainers(server).Any(c => c.IsRunning))
                gaps.Add(request.ToString());
            return false;
        });
        var before = server.Engine.Requests.Count;
        var isArmed = true;
        var (requests, provoke) = _faults[fault];
        provoke(server.Engine.When(request => isArmed && request.Number >= before + at && request.Number < before + at + requests));
        var isMet = false;
        var outcome = "";
        try
        {
            var report = await server.DeployAsync(yaml, Token);
            outcome = $"{report.Outcome}: {report.Error}";
            isMet = server.Engine.Requests.Count >= before + at;
            Assert.True(report.Outcome == Outcome.Succeeded || report.Error is not null, $"request {at}");
            Assert.True(report.Error?.Contains("could not be finished", StringComparison.Ordinal) != true, $"request {at}: {report.Error}");
        }
        catch (HaloyException)
        {
            // Before the deploy began: the engine was not reached.
            isMet = true;
        }

        isArmed = false;
        if (!isMet)
            Assert.True(at > 10, $"A deploy makes more than {at} requests; this one: {string.Join(", ", server.Engine.Requests.Skip(before))}; {outcome}");
        var place = $"request {at}, {(isMet ? server.Engine.Requests[before + at - 1] : "")}, {fault}";
        Assert.True(gaps.Count == 0, $"{place}: nothing ran at {string.Join(", ", gaps)}");
        var next = await server.DeployAsync(yaml, Token);
        Assert.True(next.Outcome == Outcome.Succeeded, $"{place}: {next.Error}");
        var running = AppContainers(server).Where(c => c.IsRunning).ToList();
        Assert.True(running.Count == replicas && running.All(c => c.Labels["haloy.deployment"] == next.Deployment), $"{place}: {Names(running)} run");
        var tags = server.Engine.Images.SelectMany(i => i.RepoTags).Where(t => t.StartsWith("haloy/app:", StringComparison.Ordinal)).ToList();
        Assert.True(AppContainers(server).All(c => tags.Contains("haloy/app:" + c.Labels["haloy.deployment"])), $"{place}: {Names(AppContainers(server))} with {string.Join(", ", tags)}");
        Assert.True(tags.Count <= 2, $"{place}: {string.Join(", ", tags)}");
        Assert.True(stranger.IsRunning, $"{place}: what carries no label was touched");
        return isMet;
    }

    private static List<FakeContainer> AppContainers(FakeServer server) =>
        [.. server.Engine.Containers.Where(c => c.Labels.ContainsKey("haloy.deployment"))];

    private static string Names(IEnumerable<FakeContainer> containers) => string.Join(", ", containers.Select(c => $"{c.Name} ({c.State})"));
}
