using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

/// <summary>What a build wrote and how it ended.</summary>
internal sealed record BuildResult(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    private const string BlockStart = "║ ";

    /// <summary>The targets that ran, in their order.</summary>
    public string Ran => string.Join(" ", Lines.Where(x => x.StartsWith(BlockStart, StringComparison.Ordinal)).Select(x => x[2..]).Where(x => x != "Errors & Warnings"));

    /// <summary>The rows of the summary, blanks made one, durations left out.</summary>
    public IReadOnlyList<string> Summary => [.. Rows.Select(Plain)];

    public string Text => string.Join("\n", Lines);

    private IEnumerable<string> Rows
        => Lines.SkipWhile(x => !x.StartsWith('─')).Skip(1).TakeWhile(x => !x.StartsWith('─'));

    public static async Task<BuildResult> OfAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output.ReplaceLineEndings("\n").Split('\n'), await errors);
    }

    private static string Plain(string row)
        => string.Join(" ", row.Split([' ', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
            .Replace(" < 1sec", "", StringComparison.Ordinal)
            .Replace(" 0:01", "", StringComparison.Ordinal)
            .Replace(" 0:02", "", StringComparison.Ordinal);
}
