using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>The ssh command with the lab's configuration, as a user would run it.</summary>
internal static class Ssh
{
    public static async Task<CommandResult> RunAsync(TestLab lab, string destination, params string[] command)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("ssh", ["-F", lab.SshConfigFile, "-o", "BatchMode=yes", destination, "--", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("ssh did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CommandResult($"ssh {destination} {string.Join(' ', command)}", process.ExitCode, await output, await error);
    }
}
