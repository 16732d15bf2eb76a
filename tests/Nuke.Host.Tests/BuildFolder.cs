using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

/// <summary>An empty root for a build, and the way to run one of the test builds in it.</summary>
internal sealed class BuildFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nuke-host-");

    public BuildFolder()
        => _directory.CreateSubdirectory(".nuke");

    public string Path => _directory.FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public string Parameters
    {
        set => File.WriteAllText(System.IO.Path.Combine(Path, ".nuke", "parameters.json"), value);
    }

    /// <summary>Runs a build in a folder of its own.</summary>
    /// <param name="command">The name of the test build, then its command line.</param>
    public static async Task<BuildResult> RunOnceAsync(string command)
    {
        using var folder = new BuildFolder();
        return await folder.RunAsync(command);
    }

    public async Task<BuildResult> RunAsync(string command)
    {
        using var process = Start(command);
        return await BuildResult.OfAsync(process);
    }

    public Process Start(string command)
    {
        var words = command.Split(' ');
        // Whoever started these tests in the background has them, and all that they start, ignore SIGINT.
        string[] line = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(line[0], [.. line.Skip(1), Places.TestBuilds, .. words.Skip(1)])
        {
            WorkingDirectory = Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Builds read their parameters from the environment, too: they see only what a test gives them.
        foreach (var name in start.Environment.Keys.Where(x => !IsNeeded(x)).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "dumb";
        start.Environment["NUKE_TELEMETRY_OPTOUT"] = "1";
        start.Environment["TEST_CASE"] = words[0];
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose()
        => _directory.Delete(recursive: true);

    private static bool IsNeeded(string variable)
        => variable.StartsWith("DOTNET_", StringComparison.Ordinal)
            || variable.ToUpperInvariant() is "PATH" or "HOME" or "USERPROFILE" or "SYSTEMROOT" or "TEMP" or "TMP" or "TMPDIR";
}
