using System;
using System.IO;
using System.Linq;
using Haloy.Benchmarks;
using Haloy.Benchmarks.Deploying;

// Timings of this machine, for docs and issues: nothing here is a test, and nothing fails for being slow.
string[] parts = args.Length > 0 ? args : ["reading", "transfer"];
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root.FullName, "Nuke.Haloy.slnx")))
    root = root.Parent ?? throw new DirectoryNotFoundException("The benchmarks run in the repository.");

if (parts.Contains("reading"))
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; medians of warm runs, in milliseconds");
    Console.WriteLine();
    ReadingBench.Print(Console.Out);
}
if (parts.Contains("deploy"))
    await DeployBench.PrintAsync(Console.Out);
if (parts.Contains("transfer"))
    BenchmarksPage.Replace(Path.Combine(root.FullName, "docs", "benchmarks.md"), "transfer", await TransferBench.RunAsync(root.FullName, Console.Out));
