using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>Hands a script to a shell, wherever that runs, and reads its answer.</summary>
internal static class ShellScript
{
    private const string Beginning = "haloy-begins";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="shell">A command that reads a script from its standard input.</param>
    /// <param name="script">The script.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it wrote to standard output; null: it did not run, or not to its end in time.</returns>
    public static async Task<string?> RunAsync(ProcessStartInfo shell, string script, TimeProvider time, CancellationToken cancellationToken)
    {
        shell.RedirectStandardInput = shell.RedirectStandardOutput = shell.RedirectStandardError = true;
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Process? process = null;
        try
        {
            process = Process.Start(shell)!;
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            // Greetings and what a forced command says come before, or instead.
            await process.StandardInput.WriteAsync($"echo {Beginning}\n{script}\n".AsMemory(), either.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            await Task.WhenAll(output, errors, process.WaitForExitAsync(either.Token)).ConfigureAwait(false);
            var text = await output.ConfigureAwait(false);
            var at = text.IndexOf(Beginning + "\n", StringComparison.Ordinal);
            return at < 0 ? null : text[(at + Beginning.Length + 1)..];
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        finally
        {
            if (process is { HasExited: false })
                process.Kill(entireProcessTree: true);
            process?.Dispose();
        }
    }
}
