using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Benchmarks;
using Haloy.Benchmarks.Deploying;

// Timings of this machine, for docs and issues: nothing here is a test, and nothing fails for being slow.
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root.FullName, "Nuke.Haloy.slnx")))
    root = root.Parent ?? throw new DirectoryNotFoundException("The benchmarks run in the repository.");

(string Name, Func<Task<string>> MeasureAsync)[] parts =
[
    ("reading", () => Task.FromResult(ReadingBench.Table())),
    ("transfer", () => TransferBench.RunAsync(root.FullName, Console.Error)),
    ("deploy", DeployBench.TableAsync),
    ("fleet", FleetBench.TableAsync),
    ("operating", OperatingBench.TableAsync),
];
if (args.Except(parts.Select(p => p.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no part '{unknown}' to measure. There are: {string.Join(", ", parts.Select(p => p.Name))}.");
    return 1;
}
foreach (var part in parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
{
    var measured = $"Measured on {DateTime.UtcNow:d MMMM yyyy}, {Environment.ProcessorCount} cores, .NET {Environment.Version}.\n\n{await part.MeasureAsync()}";
    Console.WriteLine($"{part.Name}\n\n{measured}");
    BenchmarksPage.Replace(Path.Combine(root.FullName, "docs", "benchmarks.md"), part.Name, measured);
}
return 0;
