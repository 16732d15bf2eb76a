using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// A rolling deploy with the image present, near and far away, against what a user would do instead. Both take turns, so that
/// what the machine is busy with meets both.
/// </summary>
internal static class DeployBench
{
    private const int Runs = 3;
    private const string Server = "bench";

    public static async Task<string> TableAsync()
    {
        var table = new StringBuilder();
        await using var lab = await BenchLab.StartAsync([Server]);
        table.AppendLine("| round trip | replicas | Haloy | of it, switch | round trips | bytes | engine and app alone | CLI over `ssh://` | ratio | CLI, one kept connection | ratio | `docker compose up -d` | ratio |");
        table.AppendLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var milliseconds in new[] { 0, 50, 100 })
            foreach (var replicas in new[] { 1, 3 })
                table.AppendLine(await RowAsync(lab, TimeSpan.FromMilliseconds(milliseconds), replicas));
        return table.ToString();
    }

    private static async Task<string> RowAsync(TestLab lab, TimeSpan roundTrip, int replicas)
    {
        var folder = Directory.CreateTempSubdirectory("haloy-bench-");
        await using var far = await Distance.ToAsync(lab, [Server], roundTrip, folder.FullName);
        var sshConfig = far.SshConfigFile;
        var bare = new BareEngine(lab[Server]);
        using var plain = new CliScript(Server, sshConfig, keepsConnection: false);
        using var kept = new CliScript(Server, sshConfig, keepsConnection: true);
        using var composed = new ComposeWay(Server, sshConfig, await lab.ComposeAsync(CancellationToken.None));
        List<double> ours = [], alone = [], theirs = [], theirsKept = [], theirsComposed = [], switches = [];
        long trips = 0, bytes = 0;
        for (var run = 0; run <= Runs; run++)
        {
            var version = $"{(run % 2) + 1}";
            RunReport? report = null;
            var before = lab[Server].Traffic;
            var took = await SecondsAsync(async () => report = await DeployAsync(folder.FullName, sshConfig, version, replicas));
            var sent = lab[Server].Traffic - before;
            var engine = await SecondsAsync(() => bare.DeployAsync($"haloy-lab/app:{version}", replicas));
            var cli = await SecondsAsync(() => plain.DeployAsync($"haloy-lab/app:{version}", replicas));
            var cliKept = await SecondsAsync(() => kept.DeployAsync($"haloy-lab/app:{version}", replicas));
            await kept.ForgetConnectionAsync();
            var compose = await SecondsAsync(() => composed.DeployAsync($"haloy-lab/app:{version}", replicas));
            // The first makes network, proxy and route, and finds no old container.
            if (run == 0)
                continue;
            ours.Add(took);
            alone.Add(engine);
            theirs.Add(cli);
            theirsKept.Add(cliKept);
            theirsComposed.Add(compose);
            trips = report!.Targets[0].SequentialRoundTrips;
            bytes = sent;
            switches.Add(SwitchOf(report.Targets[0]));
        }
        await bare.CleanAsync();
        await plain.CleanAsync();
        await kept.CleanAsync();
        await composed.CleanAsync();
        folder.Delete(recursive: true);
        var (a, b, c, d) = (Middle(ours), Middle(theirs), Middle(theirsKept), Middle(theirsComposed));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {roundTrip.TotalMilliseconds:0} ms | {replicas} | {a:0.00} s | {Middle(switches):0.00} s | {trips} | {bytes:N0} | {Middle(alone):0.00} s | {b:0.00} s | {a / b:0.00} | {c:0.00} s | {a / c:0.00} | {d:0.00} s | {a / d:0.00} |");
    }

    private static async Task<RunReport> DeployAsync(string folder, string sshConfig, string version, int replicas)
    {
        var file = Path.Combine(folder, "haloy.yaml");
        await File.WriteAllTextAsync(file, $$"""
            name: bench
            server: {{Server}}
            image: { repository: haloy-lab/app, tag: "{{version}}", pull_policy: never, history: { count: 2 } }
            replicas: {{replicas}}
            health_check_path: /health
            tls: off
            domains: [ bench.example.com ]
            """);
        await using var run = HaloyRun.Start(new() { ConfigurationFile = file, SshConfigFile = sshConfig }, new Silence(), TimeProvider.System);
        await run.CheckServersAsync(["bench"], CancellationToken.None);
        return await run.DeployAsync(["bench"], CancellationToken.None);
    }

    /// <summary>Since the last new container was ready, until requests go to it for certain.</summary>
    private static double SwitchOf(TargetReport target)
    {
        var route = target.Steps.Last(s => s.Name.StartsWith("route", StringComparison.OrdinalIgnoreCase));
        var ready = target.Steps.Last(s => s.StartedAt < route.StartedAt);
        return (route.StartedAt + route.Took - ready.StartedAt - ready.Took).TotalSeconds;
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
