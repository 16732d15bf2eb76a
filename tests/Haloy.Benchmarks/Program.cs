using System;
using Haloy.Benchmarks;

// Timings of this machine, for docs and issues: nothing here is a test, and nothing fails for being slow.
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; medians of warm runs, in milliseconds");
Console.WriteLine();
ReadingBench.Print(Console.Out);
