using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>The deploying process is killed (SIGKILL) right after a step: after the first, after the second, to the last.</summary>
public sealed class KilledClientTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("Client killed after every step", "rolling, 2 replicas")]
    public async Task Rolling()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "killed1", "killed-rolling", 2);
        await ordeal.ServeAsync();
        await DyingClient.DiesAfterEveryStepAsync(ordeal);
        await ordeal.EndAsync();
    }

    [Fact]
    [FaultRow("Client killed after every step", "replace, 2 replicas")]
    public async Task Replace()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "killed1", "killed-replace", 2, "deployment_strategy: replace", ["503 with Retry-After"]);
        await ordeal.ServeAsync();
        await DyingClient.DiesAfterEveryStepAsync(ordeal);
        await ordeal.EndAsync("503 with Retry-After from the old version's stop to the next deploy");
    }
}

/// <summary>As <see cref="KilledClientTests"/>; these run beside them.</summary>
public sealed class KilledClientElsewhereTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("Client killed after every step", "first on a server, 1 replica")]
    public async Task First_deployment()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "killed2", "killed-first");
        await DyingClient.DiesAfterEveryStepAsync(ordeal, before: () => ForgetHaloyAsync(ordeal));
        await ordeal.EndAsync("there is nothing yet to serve");
    }

    [Fact]
    [FaultRow("Client killed after every step of the way back", "rolling, 2 replicas, the second never healthy")]
    public async Task The_way_back()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "killed2", "killed-undo", 2);
        await ordeal.ServeAsync();
        // start, ready, route, retire; start: the next one fails.
        await DyingClient.DiesAfterEveryStepAsync(ordeal, "env: [ { name: UNHEALTHY_REPLICA, value: 2 } ]\nhealth_check_timeout_seconds: 5", first: 6);
        await ordeal.EndAsync();
    }

    /// <summary>The server as it was before anything was ever deployed to it; the bystanders stay.</summary>
    private static async Task ForgetHaloyAsync(Ordeal ordeal) => (await ordeal.Site[ordeal.Server].RunAsync("""
        docker ps --all --quiet --filter label=haloy.app --filter label=haloy.deployment | xargs --no-run-if-empty docker rm --force --volumes
        docker ps --all --quiet --filter label=haloy.role | xargs --no-run-if-empty docker rm --force
        docker images --format '{{.Repository}}:{{.Tag}}' 'haloy/killed-first' | xargs --no-run-if-empty docker rmi
        docker network ls --quiet --filter label=haloy.role | xargs --no-run-if-empty docker network rm
        docker volume ls --quiet --filter label=haloy.role | xargs --no-run-if-empty docker volume rm
        """, TestContext.Current.CancellationToken)).OutputOrThrow();
}

/// <summary>A deploy in a process of its own, that kills itself once it has done so many steps.</summary>
internal static class DyingClient
{
    private const int Killed = 137;

    public static async Task DiesAfterEveryStepAsync(Ordeal ordeal, string more = "", int first = 1, Func<Task>? before = null)
    {
        var died = true;
        for (var step = first; died; step++)
        {
            if (before is not null)
                await before();
            await ordeal.MeetAsync($"after step {step}", () => DeployAsync(step), more, hasHappened: () => died);
        }

        async Task DeployAsync(int step)
        {
            died = await RunAsync(ordeal, step) == Killed;
            if (died)
                throw new ClientDiedException();
        }
    }

    private static async Task<int> RunAsync(Ordeal ordeal, int step)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Haloy.Testing.Client.dll"), Path.Combine(ordeal.Site.Folder, "haloy.yaml"),
            ordeal.Site.SshConfigFile, step.ToString(CultureInfo.InvariantCulture),
        ]);
        using var client = Process.Start(start)!;
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        return client.ExitCode;
    }
}
