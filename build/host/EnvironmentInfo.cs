using System.Collections;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>The machine, the variables and the command line that the build was started with.</summary>
public static class EnvironmentInfo
{
    public static bool IsWin => OperatingSystem.IsWindows();
    public static bool IsLinux => OperatingSystem.IsLinux();
    public static bool IsOsx => OperatingSystem.IsMacOS();
    public static bool IsUnix => IsLinux || IsOsx;

    public static string NewLine => Environment.NewLine;
    public static string MachineName => Environment.MachineName;

    public static AbsolutePath WorkingDirectory
    {
        get => Environment.CurrentDirectory;
        set => Environment.CurrentDirectory = value;
    }

    public static IReadOnlyCollection<string> CommandLineArguments => CommandLine.Current.Words;

    public static IReadOnlyDictionary<string, string> Variables
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            x => (string)x.Key,
            x => (string)x.Value,
            IsWin ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public static bool HasVariable(string name, bool allowEmpty = true)
        => Environment.GetEnvironmentVariable(name) is { } value && (allowEmpty || value.Length > 0);

    public static string GetVariable(string name)
        => Environment.GetEnvironmentVariable(name);

    public static T GetVariable<T>(string name, char? separator = null)
        => (T)(ParameterValues.FromEnvironment(name, typeof(T), separator) ?? default(T));

    public static void SetVariable(string name, string value)
        => Environment.SetEnvironmentVariable(name, value);
}
