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
using Haloy.Testing.Load;

namespace Haloy.Benchmarks.Deploying;

/// <summary>The status of twenty targets on four servers, and rollbacks, with and without requests meanwhile; connecting included, as a command on its own does it.</summary>
internal static class OperatingBench
{
    private const int Runs = 5;
    private const int TargetsPerServer = 5;

    private static readonly string[] _servers = ["ops1", "ops2", "ops3", "ops4"];

    public static async Task<string> TableAsync()
    {
        var table = new StringBuilder();
        await using var lab = await BenchLab.StartAsync(_servers);
        var folder = Directory.CreateTempSubdirectory("haloy-bench-");
        var file = Path.Combine(folder.FullName, "haloy.yaml");
        table.AppendLine("| | median | slowest |");
        table.AppendLine("|---|---:|---:|");

        var many = _servers.SelectMany(server => Enumerable.Range(1, TargetsPerServer).Select(i => (Key: $"{server}-{i}", Server: server))).ToList();
        await WriteAsync("1", string.Join('\n', many.Select(t => $"  {t.Key}: {{ name: {t.Key}, server: {t.Server}, domains: [ {t.Key}.example.com ] }}")));
        await DoAsync(run => run.DeployAsync([.. many.Select(t => t.Key)], CancellationToken.None));
        await MeasureAsync($"status of {many.Count} targets on {_servers.Length} servers", run => run.StatusAsync([.. many.Select(t => t.Key)], CancellationToken.None));

        var bare = new BareEngine(lab["ops1"]);
        foreach (var (app, replicas, surge) in new[] { ("back1", 1, "1"), ("back3", 3, "1"), ("back3at", 3, "100%") })
        {
            var deployments = new List<string>();
            foreach (var version in new[] { "1", "2" })
            {
                await WriteAsync(version, $"  back: {{ name: {app}, server: ops1, replicas: {replicas}, max_surge: \"{surge}\", domains: [ {app}.example.com ] }}");
                await DoAsync(async run => deployments.Add((await run.DeployAsync(["back"], CancellationToken.None)).Targets[0].Deployment!));
            }
            foreach (var version in new[] { "1", "2" })
                await bare.DeployAsync($"haloy-lab/app:{version}", replicas);
            var next = 0;
            var what = $"rollback of {replicas} replica{(replicas == 1 ? "" : "s")}{(surge == "1" ? "" : $" with `max_surge: \"{surge}\"`")}";
            await TimeAsync(what + ": engine and app alone", () => bare.ReturnAsync(atOnce: surge != "1"));
            await bare.CleanAsync();
            await MeasureAsync(what, run => run.RollbackAsync("back", deployments[next++ % 2], CancellationToken.None));
            await using var load = RequestLoop.Start(lab["ops1"].Address, $"{app}.example.com", "/version", clients: 8, pause: TimeSpan.FromMilliseconds(100));
            await MeasureAsync(what + " under load", run => run.RollbackAsync("back", deployments[next++ % 2], CancellationToken.None),
                () => string.Create(CultureInfo.InvariantCulture, $" ({load.Made:N0} requests, lost: {(load.Lost.Length == 0 ? "none" : load.Lost)})"));
        }
        folder.Delete(recursive: true);
        return table.ToString();

        Task WriteAsync(string version, string targets) => File.WriteAllTextAsync(file, $$"""
            image: { repository: haloy-lab/app, tag: "{{version}}", pull_policy: never, history: { count: 3 } }
            health_check_path: /health
            tls: off
            targets:
            {{targets}}
            """);

        async Task DoAsync(Func<HaloyRun, Task> action)
        {
            await using var run = HaloyRun.Start(new() { ConfigurationFile = file, SshConfigFile = lab.SshConfigFile }, new Silence(), TimeProvider.System);
            await action(run);
        }

        Task MeasureAsync(string what, Func<HaloyRun, Task> action, Func<string>? seen = null) => TimeAsync(what, () => DoAsync(action), seen);

        async Task TimeAsync(string what, Func<Task> action, Func<string>? seen = null)
        {
            var times = new List<double>();
            for (var i = 0; i < Runs; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await action();
                times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
            table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {what}{seen?.Invoke()} | {times.Order().ElementAt(Runs / 2):0.00} s | {times.Max():0.00} s |"));
        }
    }
}
