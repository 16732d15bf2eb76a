using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>
/// A new container that ends while the old ones leave. The engine starts it again, and on a busy machine answers who waits
/// for its end only then: the fake one never does, so that only a look tells.
/// </summary>
public sealed class ProbationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("replicas: 1")]
    [InlineData("replicas: 3\nmax_surge: \"100%\"")]
    public async Task An_end_that_the_engine_tells_late_fails_the_deploy(string more)
    {
        await using var server = new FakeServer();
        var yaml = $"name: app\nserver: web1\nimage: {{ repository: app, tag: '1', pull_policy: never }}\nmin_ready_seconds: 0\n{more}";
        await server.DeployAsync(yaml, Token);
        var replicas = Running(server);
        var before = server.Engine.Requests.Count;
        FakeContainer? ended = null;
        server.Engine.When(request =>
        {
            // Once when it was started, once when the watch begins, and once more while the old ones leave.
            if (ended is null && LookedAt(server, request) is { } container && server.Engine.Requests.Skip(before).Count(r => LookedAt(server, r) == container) == 3)
                (ended = container).Restart(137);
            return false;
        });
        var report = await server.DeployAsync(yaml, Token);

        Assert.NotNull(ended);
        Assert.Equal(Outcome.RolledBack, report.Outcome);
        Assert.Contains($"{ended.Name} did not become ready", report.Error, StringComparison.Ordinal);
        Assert.Contains("it to keep running once requests go to it", report.Error, StringComparison.Ordinal);
        Assert.Contains("137", report.Error, StringComparison.Ordinal);
        Assert.Equal(replicas, Running(server));
    }

    private static FakeContainer? LookedAt(FakeServer server, FakeRequest request) =>
        request.Method != "GET" ? null : server.Engine.Containers.FirstOrDefault(c => request.Path.EndsWith($"/containers/{c.Id}/json", StringComparison.Ordinal));

    private static string Running(FakeServer server) =>
        string.Join(", ", server.Engine.Containers.Where(c => c.IsRunning && c.Labels.ContainsKey("haloy.deployment")).Select(c => c.Name).Order());
}
