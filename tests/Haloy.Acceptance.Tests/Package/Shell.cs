using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Package;

/// <summary>Runs a command in a folder, as somebody at a terminal would: without what the test run has in its environment.</summary>
internal static class Shell
{
    public static async Task<CommandResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        process.StandardInput.Close();
        var cancellationToken = TestContext.Current.CancellationToken;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new(string.Join(' ', command), process.ExitCode, output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable == "CI"
        || new[] { "MSBUILD", "HALOY", "NUKE_", "VSTEST", "GITHUB_" }.Any(start => variable.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
