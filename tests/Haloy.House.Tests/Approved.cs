using System;
using System.IO;
using System.Linq;

namespace Haloy.House.Tests;

/// <summary>Compares with a file of the repository; HALOY_APPROVE=1 in the environment writes it anew, to be reviewed.</summary>
internal static class Approved
{
    public static void Match(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("HALOY_APPROVE") == "1")
            File.WriteAllText(Repository.PathOf(file), actual);
        var approved = Repository.Has(file) ? Repository.Read(file) : "";
        if (actual == approved)
            return;

        var before = approved.Split('\n');
        var now = actual.Split('\n');
        var difference = before.Except(now).Select(line => "- " + line).Concat(now.Except(before).Select(line => "+ " + line));
        Assert.Fail(
            $"{file} is not what there is now:\n{string.Join("\n", difference)}\n"
            + "If that is meant: HALOY_APPROVE=1 dotnet test tests/Haloy.House.Tests, and commit the file.");
    }
}
