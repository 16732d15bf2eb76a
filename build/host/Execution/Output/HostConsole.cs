using System.Runtime.InteropServices;
using Nuke.Common.CI.GitHubActions;

namespace Nuke.Common.Execution;

/// <summary>What the host itself says, in colours where there are any.</summary>
internal static class HostConsole
{
    private const string Reset = "\u001B[0m";
    private const string Blank = "\u200B";

    /// <summary>Colour codes, also into a pipe: for terminals of that kind, and for GitHub's log view.</summary>
    public static bool UsesCodes
        => NukeBuild.Host is GitHubActions
            || Environment.GetEnvironmentVariable("TERM")?.StartsWith("xterm", StringComparison.Ordinal) == true;

    public static void Logo()
    {
        Debug();
        Information($"NUKE-compatible build host of this repository ({RuntimeInformation.FrameworkDescription})");
        Debug();
    }

    public static void Debug(string text = null)
        => Write(text, "39;1", color: null);

    public static void Information(string text)
        => Write(text, "38;5;45;1", ConsoleColor.Cyan);

    public static void Success(string text)
        => Write(text, "32;1", ConsoleColor.Green);

    public static void Warning(string text)
        => Write(text, "38;5;214;1", ConsoleColor.Yellow);

    public static void Error(string text)
        => Write(text, "38;5;196;1", ConsoleColor.Red);

    public static string AsInformation(string text)
        => UsesCodes ? $"\u001B[38;5;45;1m{text}{Reset}" : text;

    private static void Write(string text, string code, ConsoleColor? color)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Console.WriteLine(Blank);
        }
        else if (UsesCodes)
        {
            Console.WriteLine($"\u001B[{code}m{text}{Reset}");
        }
        else
        {
            Console.ForegroundColor = color ?? Console.ForegroundColor;
            Console.WriteLine(text);
            Console.ResetColor();
        }
    }
}
