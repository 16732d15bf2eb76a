using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace Nuke.Haloy.Generator.Tests;

/// <summary>Compares with a file beside the tests; HALOY_APPROVE=1 in the environment writes it anew, to be reviewed.</summary>
internal static class Approved
{
    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("HALOY_APPROVE") == "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual, ignoreLineEndingDifferences: true);
    }
}
