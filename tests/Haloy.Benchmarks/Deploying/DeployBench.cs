using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
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
    private const int Runs = 5;
    private const string Server = "bench";

    public static async Task PrintAsync(TextWriter output)
    {
        if (TestLab.WhyUnavailable() is { } reason)
        {
            output.WriteLine($"Not measured: {reason}");
            return;
        }
        var settings = new LabSettings { Directory = Path.Combine(Path.GetTempPath(), $"haloy-bench-{Environment.ProcessId}"), Name = $"b{Environment.ProcessId}" };
        await TestLab.InstallAsync(Console.Error.WriteLine, CancellationToken.None);
        await using var lab = await TestLab.StartAsync(settings, [Server], Console.Error.WriteLine, CancellationToken.None);
        await lab[Server].LoadImageAsync(await lab.Images.CaddyAsync(CancellationToken.None), CancellationToken.None);
        foreach (var version in new[] { "1", "2" })
            await lab[Server].LoadImageAsync(await lab.Images.AppAsync(new AppImage(version), CancellationToken.None), CancellationToken.None);

        output.WriteLine("| round trip | replicas | Haloy | round trips | CLI over `ssh://` | ratio | CLI, one kept connection | ratio |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var milliseconds in new[] { 0, 50, 100 })
            foreach (var replicas in new[] { 1, 3 })
                output.WriteLine(await RowAsync(lab, TimeSpan.FromMilliseconds(milliseconds), replicas));
    }

    private static async Task<string> RowAsync(TestLab lab, TimeSpan roundTrip, int replicas)
    {
        await using var relay = DelayRelay.Before(lab[Server].Address, roundTrip);
        var folder = Directory.CreateTempSubdirectory("haloy-bench-");
        var sshConfig = Path.Combine(folder.FullName, "ssh_config");
        await File.WriteAllTextAsync(sshConfig,
            $"Host {Server}\n  HostName 127.0.0.1\n  Port {relay.Port}\n  HostKeyAlias {lab[Server].Address}\nInclude \"{lab.SshConfigFile}\"\n");
        using var plain = new CliScript(Server, sshConfig, keepsConnection: false);
        using var kept = new CliScript(Server, sshConfig, keepsConnection: true);
        List<double> ours = [], theirs = [], theirsKept = [];
        long trips = 0;
        for (var run = 0; run <= Runs; run++)
        {
            var version = $"{(run % 2) + 1}";
            RunReport? report = null;
            var took = await SecondsAsync(async () => report = await DeployAsync(folder.FullName, sshConfig, version, replicas));
            var cli = await SecondsAsync(() => plain.DeployAsync($"haloy-lab/app:{version}", replicas));
            var cliKept = await SecondsAsync(() => kept.DeployAsync($"haloy-lab/app:{version}", replicas));
            await kept.ForgetConnectionAsync();
            // The first makes network, proxy and route, and finds no old container.
            if (run == 0)
                continue;
            ours.Add(took);
            theirs.Add(cli);
            theirsKept.Add(cliKept);
            trips = report!.Targets[0].SequentialRoundTrips;
        }
        await plain.CleanAsync();
        await kept.CleanAsync();
        folder.Delete(recursive: true);
        var (a, b, c) = (Middle(ours), Middle(theirs), Middle(theirsKept));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {roundTrip.TotalMilliseconds:0} ms | {replicas} | {a:0.00} s | {trips} | {b:0.00} s | {a / b:0.00} | {c:0.00} s | {a / c:0.00} |");
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

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed class Silence : IDeploymentObserver
    {
        public void On(DeploymentEvent happened)
        {
        }
    }
}
