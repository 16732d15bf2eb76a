using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>Test servers to measure on, with the images that are deployed.</summary>
internal static class BenchLab
{
    public static async Task<TestLab> StartAsync(IReadOnlyList<string> servers)
    {
        if (TestLab.WhyUnavailable() is { } reason)
            throw new InvalidOperationException($"Not measured: {reason}");
        var settings = new LabSettings { Directory = Path.Combine(Path.GetTempPath(), $"haloy-bench-{Environment.ProcessId}"), Name = $"b{Environment.ProcessId}" };
        await TestLab.InstallAsync(Console.Error.WriteLine, CancellationToken.None);
        var lab = await TestLab.StartAsync(settings, servers, Console.Error.WriteLine, CancellationToken.None);
        foreach (var server in servers)
        {
            await lab[server].LoadImageAsync(await lab.Images.CaddyAsync(CancellationToken.None), CancellationToken.None);
            foreach (var version in new[] { "1", "2" })
                await lab[server].LoadImageAsync(await lab.Images.AppAsync(new AppImage(version), CancellationToken.None), CancellationToken.None);
        }
        return lab;
    }
}
