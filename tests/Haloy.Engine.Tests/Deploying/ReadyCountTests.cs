using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;

namespace Haloy.Engine.Tests.Deploying;

public sealed class ReadyCountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("deployment_strategy: replace", "0/3 1/3 2/3 3/3")]
    [InlineData("max_surge: 2", "0/3 1/3 2/3 2/3 3/3")]
    public async Task Each_replica_that_becomes_ready_is_told_of_the_whole_deployment(string strategy, string expected)
    {
        await using var server = new FakeServer();

        var report = await server.DeployAsync(
            $"name: app\nserver: web1\nimage: {{ repository: app, tag: '1', pull_policy: never }}\nreplicas: 3\n{strategy}", Token);

        Assert.Equal(Outcome.Succeeded, report.Outcome);
        Assert.Equal(expected, string.Join(' ', server.Events.OfType<DeploymentEvent.ReplicasReady>().Select(e => $"{e.Ready}/{e.Wanted}")));
    }
}
