using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine;

/// <summary>A program whose output is heard line by line while it runs.</summary>
internal static class StreamedProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="start">What to run; streams are set here.</param>
    /// <param name="line">Hears each line and whether it came on the error stream.</param>
    /// <param name="ct">Ends it with all that it started.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(ProcessStartInfo start, Action<string, bool> line, CancellationToken ct)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await using var kill = ct.Register(() => process.Kill(entireProcessTree: true));
        await Task.WhenAll(
            ReadAsync(process.StandardOutput, l => line(l, false)),
            ReadAsync(process.StandardError, l => line(l, true)),
            process.WaitForExitAsync(CancellationToken.None));
        ct.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync() is { } text)
            line(text);
    }
}
