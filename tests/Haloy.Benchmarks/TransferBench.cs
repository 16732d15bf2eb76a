using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks;

/// <summary>Bringing the demo app to servers: its first image and one with a changed line, each way, to one server and to eight.</summary>
internal sealed class TransferBench(TestLab lab, string demoApp, TextWriter output)
{
    private const string First = "bench/demo-app:1";
    private const string Changed = "bench/demo-app:2";

    /// <summary>Makes a lab for it; returns the table.</summary>
    public static async Task<string> RunAsync(string root, TextWriter output)
    {
        if (TestLab.WhyUnavailable() is { } reason)
            return reason;
        await TestLab.InstallAsync(output.WriteLine, CancellationToken.None);
        var directory = Directory.CreateTempSubdirectory("haloy-bench-").FullName;
        await using var lab = await TestLab.StartAsync(
            LabSettings.For(Path.Combine(directory, "lab")), [.. Enumerable.Range(1, 8).Select(i => $"bench{i}")], output.WriteLine, CancellationToken.None);
        try
        {
            return await new TransferBench(lab, Path.Combine(root, "samples", "DemoApp"), output).TableAsync(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<string> TableAsync(string directory)
    {
        var layer = await BuildAsync(directory);
        var ways = new TransferWays(lab);
        var table = new StringBuilder("""
            | | first, 1 server | | first, 8 servers | | changed line, 1 server | | changed line, 8 servers | |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            | | bytes | s | bytes per server | s | bytes | s | bytes per server | s |

            """);
        foreach (var name in new[] { 0, 1, 2, 3 })
        {
            var cells = new List<(long Bytes, double Seconds)>();
            var title = "";
            foreach (var count in new[] { 1, 8 })
            {
                IReadOnlyList<TestServer> servers = [.. lab.Servers.Take(count)];
                await using var registry = await TestRegistry.StartAsync(lab.Gateway, hasTls: false, wantsLogin: false, CancellationToken.None);
                var way = new[] { ways.Haloy, ways.Save, ways.SaveCompressed, ways.Through(registry) }[name];
                title = way.Name;
                cells.Add(await MeasureAsync(way, First, servers));
                cells.Add(await MeasureAsync(way, Changed, servers));
                await Task.WhenAll(servers.Select(EmptyAsync));
            }
            table.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {string.Join(" | ", new[] { cells[0], cells[2], cells[1], cells[3] }.Select(Text))} |");
        }
        return table.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The changed layer, compressed: {layer:N0} bytes.").ToString();
    }

    private async Task<(long Bytes, double Seconds)> MeasureAsync(TransferWay way, string reference, IReadOnlyList<TestServer> servers)
    {
        var before = servers.Sum(server => server.Traffic);
        var started = Stopwatch.GetTimestamp();
        await way.BringAsync(reference, servers);
        var measured = ((servers.Sum(server => server.Traffic) - before) / servers.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
        await output.WriteLineAsync($"{way.Name}, {reference}, {servers.Count} servers: {Text(measured)}");
        return measured;
    }

    /// <summary>Builds both images of what is published once, and returns what the layer takes in which they differ.</summary>
    private async Task<long> BuildAsync(string directory)
    {
        await lab.Workstation.LoadImageAsync(await lab.Images.AspNetAsync(CancellationToken.None), CancellationToken.None);
        File.Copy(Path.Combine(demoApp, "Dockerfile"), Path.Combine(directory, "Dockerfile"));
        var publish = Path.Combine(directory, "publish");
        await ShellAsync("dotnet", "publish", Path.Combine(demoApp, "src", "DemoApp", "DemoApp.csproj"), "--configuration", "Release", "--output", publish, "-nologo", "--verbosity", "quiet");
        await File.WriteAllTextAsync(Path.Combine(directory, ".dockerignore"), "lab\n");
        await DockerBuildAsync(directory, First);
        await File.WriteAllTextAsync(Path.Combine(publish, "appsettings.json"), """{ "A changed": "line" }""");
        await DockerBuildAsync(directory, Changed);
        var packed = Path.Combine(directory, "layer.tar.gz");
        await ShellAsync("tar", "--create", "--gzip", "--file", packed, "--directory", directory, "publish");
        return new FileInfo(packed).Length;
    }

    private async Task DockerBuildAsync(string directory, string reference) => (await lab.Workstation.DockerAsync(
        ["build", "--quiet", "--tag", reference, "--build-arg", "BASE_IMAGE=haloy-lab/aspnet:10.0", directory], CancellationToken.None)).OutputOrThrow();

    private static async Task EmptyAsync(TestServer server) =>
        (await server.RunAsync("docker image rm --force $(docker images --all --quiet | sort --unique)", CancellationToken.None)).OutputOrThrow();

    private static async Task ShellAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string Text((long Bytes, double Seconds) measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.Bytes:N0} | {measured.Seconds:0.0}");
}
