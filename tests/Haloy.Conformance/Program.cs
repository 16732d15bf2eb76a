using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Conformance;

// Runs the cases of the folders or files that are named, or of all that are known.
var named = args.Length > 0 ? args : KnownFolders().ToArray();
var (passed, failed) = (0, 0);
foreach (var path in named)
{
    var cases = CaseFolders.CasesIn(path);
    if (cases.Count == 0)
        Console.WriteLine($"no cases in {path}");
    foreach (var file in cases)
    {
        var failures = ConformanceRun.Failures(ConformanceCase.Load(file));
        if (failures.Count == 0)
        {
            passed++;
            continue;
        }
        failed++;
        Console.WriteLine($"FAILED {file}");
        foreach (var failure in failures)
            Console.WriteLine("  " + failure.Replace("\n", "\n  ", StringComparison.Ordinal));
    }
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed > 0 ? 1 : 0;

static IEnumerable<string> KnownFolders() =>
    new[] { CaseFolders.Shared(), CaseFolders.Own() }
        .OfType<string>()
        .Where(Directory.Exists)
        .Concat(CaseFolders.FromEnvironment());
