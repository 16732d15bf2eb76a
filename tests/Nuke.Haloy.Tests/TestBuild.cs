using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Nuke.Haloy.Tests;

/// <summary>A build of Builds/ or Compositions/, run as a person would, in a root of its own that holds its haloy.yaml.</summary>
internal sealed class TestBuild : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("haloy-build-");
    private readonly string _assembly;

    /// <param name="assembly">Which: its name among this assembly's metadata.</param>
    public TestBuild(string assembly = "TestBuild")
    {
        _assembly = typeof(TestBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == assembly).Value!;
        _root.CreateSubdirectory(".nuke");
        File.Copy(Path.Combine(Path.GetDirectoryName(_assembly)!, "../../haloy.yaml"), Path.Combine(_root.FullName, "haloy.yaml"));
    }

    public Dictionary<string, string> Variables { get; } = new() { ["DOCKER_HOST"] = "unix:///nowhere.sock" };

    public string PathOf(string file) => Path.Combine(_root.FullName, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public Task<(int ExitCode, string Text)> RunAsync(string command) => RunAsync(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), null);

    /// <summary>Runs it with arguments that may hold blanks, and something on its standard input.</summary>
    public async Task<(int ExitCode, string Text)> RunAsync(IReadOnlyList<string> arguments, string? input)
    {
        var start = Start(arguments);
        start.RedirectStandardInput = input is not null;
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text);
    }

    /// <summary>The process that a command is.</summary>
    public ProcessStartInfo Start(string command) => Start(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private ProcessStartInfo Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [_assembly, .. arguments, "--no-logo"])
        {
            WorkingDirectory = _root.FullName,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("HALOY", StringComparison.OrdinalIgnoreCase) || name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return start;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
