using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Secrets;

/// <summary>Runs a provider's program, whose arguments name secrets and never hold one, and reads the JSON that it answers.</summary>
internal sealed class SecretCommand(string executable, string missingHint, string failedHint)
{
    private const int LinesShown = 6;

    public async Task<FetchedSource> FetchAsync(
        ImmutableArray<string> arguments,
        SecretSettings settings,
        Func<JsonElement, IEnumerable<(string Key, string Value)>> read,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = settings.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;

        Process process;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException("a new process is always started");
        }
        catch (Win32Exception e)
        {
            return FetchedSource.Failed($"`{executable}` cannot be started ({e.NativeErrorCode switch { 2 => "it is not installed", 13 => "it may not be executed", _ => e.Message }}).", missingHint);
        }

        using (process)
            return await AnswerAsync(process, read, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FetchedSource> AnswerAsync(
        Process process, Func<JsonElement, IEnumerable<(string Key, string Value)>> read, CancellationToken cancellationToken)
    {
        string output, errors;
        try
        {
            var reading = process.StandardOutput.ReadToEndAsync(cancellationToken);
            errors = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            output = await reading.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            return FetchedSource.Failed($"`{executable}` failed with exit code {process.ExitCode}: {Shown(errors)}", failedHint);
        try
        {
            using var document = JsonDocument.Parse(output);
            return FetchedSource.Of([.. read(document.RootElement)]);
        }
        catch (JsonException)
        {
            // The exception would show a part of the answer.
            return FetchedSource.Failed($"`{executable}` answered something that is not JSON.", "Is its version current?");
        }
    }

    private static string Shown(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? "it did not say why." : string.Join(" / ", lines.Take(LinesShown));
    }
}
