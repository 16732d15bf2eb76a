using Serilog.Sinks.SystemConsole.Themes;

namespace Nuke.Common.Execution;

/// <summary>The colours of log lines, as codes and as the console's own.</summary>
internal static class LogColors
{
    public static ConsoleTheme Codes { get; } = new AnsiConsoleTheme(new Dictionary<ConsoleThemeStyle, string>
    {
        [ConsoleThemeStyle.Text] = "\u001B[39m",
        [ConsoleThemeStyle.SecondaryText] = "\u001B[38;5;247m",
        [ConsoleThemeStyle.TertiaryText] = "\u001B[38;5;247m",
        [ConsoleThemeStyle.Name] = "\u001B[39;1m",
        [ConsoleThemeStyle.Invalid] = "\u001B[48;5;45;1m",
        [ConsoleThemeStyle.Null] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.Number] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.String] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.Boolean] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.Scalar] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.LevelVerbose] = "\u001B[90;1m",
        [ConsoleThemeStyle.LevelDebug] = "\u001B[39;1m",
        [ConsoleThemeStyle.LevelInformation] = "\u001B[38;5;45;1m",
        [ConsoleThemeStyle.LevelWarning] = "\u001B[38;5;214;1m",
        [ConsoleThemeStyle.LevelError] = "\u001B[38;5;196;1m",
        [ConsoleThemeStyle.LevelFatal] = "\u001B[38;5;231;1m\u001B[48;5;196m",
    });

    public static ConsoleTheme System { get; } = new SystemConsoleTheme(new Dictionary<ConsoleThemeStyle, SystemConsoleThemeStyle>
    {
        [ConsoleThemeStyle.Text] = new(),
        [ConsoleThemeStyle.SecondaryText] = new() { Foreground = ConsoleColor.Gray },
        [ConsoleThemeStyle.TertiaryText] = new() { Foreground = ConsoleColor.Gray },
        [ConsoleThemeStyle.LevelVerbose] = new() { Foreground = ConsoleColor.Gray },
        [ConsoleThemeStyle.LevelDebug] = new(),
        [ConsoleThemeStyle.LevelInformation] = new() { Foreground = ConsoleColor.Cyan },
        [ConsoleThemeStyle.LevelWarning] = new() { Foreground = ConsoleColor.Yellow },
        [ConsoleThemeStyle.LevelError] = new() { Foreground = ConsoleColor.Red },
        [ConsoleThemeStyle.LevelFatal] = new() { Foreground = ConsoleColor.White, Background = ConsoleColor.Red },
    });
}
