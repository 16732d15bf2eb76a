using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>The tour as a document: what was typed and what came of it, without what belongs to the machine it ran on.</summary>
static partial class TourText
{
    const string Start = """
        # A tour

        A whole life of [samples/DemoApp](../samples/DemoApp) on two servers, from adding one to removing it. Everything
        below is what the commands wrote: `./build.sh Tour` runs them on two test servers and writes this page. What the
        app's own Compile, Test and Publish and what `docker build` write is left out, and so is NUKE's summary; ids, times
        and addresses are those of one run.

        """;

    // What the app's own targets write is not what the tour is about.
    static readonly HashSet<string> LeftOut = ["Compile", "Test", "Publish"];

    /// <param name="steps">What was run, with its output's lines and its exit code.</param>
    /// <param name="places">Paths of this machine, and what stands for them.</param>
    public static string Of(IEnumerable<(TourStep Step, IReadOnlyList<string> Lines, int ExitCode)> steps, IReadOnlyList<(string Path, string Name)> places)
    {
        var text = new StringBuilder(Start);
        foreach (var (step, lines, exitCode) in steps)
        {
            text.Append($"\n## {step.Title}\n\n");
            if (step.Text.Length > 0)
                text.Append(step.Text).Append("\n\n");
            text.Append($"```console\n$ ./build.sh {step.Command}\n");
            foreach (var line in Shown(lines).Select(x => Plain(x, places)))
                text.Append(line).Append('\n');
            text.Append(exitCode == 0 ? "```\n" : $"$ echo $?\n{exitCode}\n```\n");
        }

        return text.ToString();
    }

    static IEnumerable<string> Shown(IReadOnlyList<string> lines)
    {
        var isLeftOut = true;
        var isBuild = false;
        foreach (var line in lines.Select(x => x.Replace("\u200B", "").TrimEnd()))
        {
            if (line.StartsWith("Build ") && (line.Contains("succeeded on") || line.Contains("failed on")))
                yield return line[..line.IndexOf(" on ")];
            else if (line.StartsWith('═'))
                isLeftOut = true;
            else if (line.StartsWith("║ "))
            {
                isBuild = line == "║ BuildImages";
                isLeftOut = LeftOut.Contains(line[2..]) || line == "║ Errors & Warnings";
                if (!isLeftOut)
                    yield return $"── {line[2..]}";
            }
            else if (!isLeftOut && line.Length > 0 && !line.StartsWith('╬') && !(isBuild && line.Contains("[DBG]")))
            {
                yield return line;
            }
        }
    }

    static string Plain(string line, IReadOnlyList<(string Path, string Name)> places)
    {
        var plain = Ansi().Replace(line, "");
        foreach (var (path, name) in places)
            plain = plain.Replace(path, name);
        return TestAddress().Replace(plain, "192.0.2.$1");
    }

    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]")]
    private static partial Regex Ansi();

    // An address that documentation may use instead of the test server's.
    [GeneratedRegex(@"\b10\.77\.[0-9]+\.([0-9]+)\b")]
    private static partial Regex TestAddress();
}
