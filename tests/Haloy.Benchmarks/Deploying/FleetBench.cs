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
using Haloy.Testing.Docker;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// DeployAll of one app to more and more servers. Up to four are real; from sixteen up each has a real sshd and a fake engine
/// that answers at once, since so many engines would measure this machine.
/// </summary>
internal static class FleetBench
{
    private const int Runs = 3;

    private static readonly int[] _real = [1, 4];
    private static readonly int[] _fake = [1, 16, 64];

    public static async Task<string> TableAsync()
    {
        var table = new StringBuilder();
        await using var real = await BenchLab.StartAsync(Names("real", _real.Max()));
        var lab = await real.AddAsync(Names("fake", _fake.Max()), EngineKind.None, Console.Error.WriteLine, CancellationToken.None);
        await using var fakes = new Fakes(Names("fake", _fake.Max()).Select(name => lab[name].DockerSocket));
        table.AppendLine("| servers | engines | round trip | `DeployAll` | ratio to one server | memory at the most |");
        table.AppendLine("|---:|---|---:|---:|---:|---:|");
        foreach (var (kind, counts, roundTrips) in new[] { ("real", _real, new[] { 0 }), ("fake", _fake, [0, 100]) })
            foreach (var roundTrip in roundTrips)
            {
                double? one = null;
                foreach (var count in counts)
                {
                    var seconds = await MeasureAsync(lab, Names(kind, count), TimeSpan.FromMilliseconds(roundTrip), isRouted: kind == "real");
                    one ??= seconds;
                    table.AppendLine(string.Create(CultureInfo.InvariantCulture,
                        $"| {count} | {kind} | {roundTrip} ms | {seconds:0.00} s | {seconds / one:0.0} | {PeakMegabytes():0} MB |"));
                }
            }
        return table.ToString();
    }

    private static async Task<double> MeasureAsync(TestLab lab, IReadOnlyList<string> servers, TimeSpan roundTrip, bool isRouted)
    {
        var folder = Directory.CreateTempSubdirectory("haloy-bench-");
        await using var far = await Distance.ToAsync(lab, servers, roundTrip, folder.FullName);
        var times = new List<double>();
        for (var run = 0; run <= Runs; run++)
        {
            var file = Path.Combine(folder.FullName, "haloy.yaml");
            await File.WriteAllTextAsync(file, Yaml(servers, $"{(run % 2) + 1}", isRouted));
            var started = Stopwatch.GetTimestamp();
            await using (var haloy = HaloyRun.Start(new() { ConfigurationFile = file, SshConfigFile = far.SshConfigFile }, new Silence(), TimeProvider.System))
            {
                await haloy.CheckServersAsync(servers, CancellationToken.None);
                await haloy.DeployAsync(servers, CancellationToken.None);
            }
            // The first one makes network and proxy.
            if (run > 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        folder.Delete(recursive: true);
        return times.Order().ElementAt(times.Count / 2);
    }

    private static string Yaml(IReadOnlyList<string> servers, string version, bool isRouted) => $$"""
        name: fleet
        image: { repository: haloy-lab/app, tag: "{{version}}", pull_policy: never, history: { count: 2 } }
        tls: off
        {{(isRouted ? "health_check_path: /health\ndomains: [ fleet.example.com ]" : "")}}
        targets:
        {{string.Join('\n', servers.Select(server => $"  {server}: {{ server: {server} }}"))}}
        """;

    private static IReadOnlyList<string> Names(string kind, int count) => [.. Enumerable.Range(1, count).Select(i => $"{kind}{i}")];

    private static double PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private sealed class Fakes : IAsyncDisposable
    {
        private readonly IReadOnlyList<FakeEngineSocket> _fakes;

        public Fakes(IEnumerable<string> sockets) => _fakes = [.. sockets.Select(socket => new FakeEngineSocket(Engine(), socket))];

        public async ValueTask DisposeAsync()
        {
            foreach (var fake in _fakes)
                await fake.DisposeAsync();
        }

        private static FakeDockerEngine Engine()
        {
            var engine = new FakeDockerEngine();
            foreach (var image in new[] { "caddy:2", "haloy-lab/app:1", "haloy-lab/app:2" })
                engine.AddImage(image);
            return engine;
        }
    }
}
