using System.Diagnostics;
using System.Text;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Starts processes whose invocation and output are logged.</summary>
public static class ProcessTasks
{
#pragma warning disable CA2211 // NUKE has these as fields.
    public static bool DefaultLogOutput = true;
    public static bool DefaultLogInvocation = true;
    public static string DefaultWorkingDirectory = EnvironmentInfo.WorkingDirectory;
#pragma warning restore CA2211

    public static IProcess StartShell(
        string command,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null)
        => StartProcess(
            EnvironmentInfo.IsWin ? "cmd" : "bash",
            (EnvironmentInfo.IsWin ? "/c " : "-c ") + command.DoubleQuote(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            outputFilter);

    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null)
        => StartProcess(
            toolPath,
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            arguments.GetFilter());

    public static IProcess StartProcess(
        string toolPath,
        string arguments = null,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null)
    {
        var start = new ProcessStartInfo(ToolPath.Find(toolPath), arguments ?? "")
        {
            WorkingDirectory = workingDirectory ?? DefaultWorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        Assert.DirectoryExists(start.WorkingDirectory);

        if (environmentVariables != null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environmentVariables)
                start.Environment[name] = value;
        }

        var filter = outputFilter ?? (x => x);
        if (logInvocation ?? DefaultLogInvocation)
            LogInvocation(start, filter);
        return new LoggedProcess(start, timeout, logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null, filter);
    }

    public static void DefaultLogger(OutputType type, string output)
    {
        // As in NUKE, the line is the template itself: {{x}} in it is shown as {x}.
#pragma warning disable CA2254
        if (type == OutputType.Std)
            Log.Debug(output);
        else
            Log.Error(output);
#pragma warning restore CA2254
    }

    private static void LogInvocation(ProcessStartInfo start, Func<string, string> filter)
    {
        Log.Information("> {ToolPath} {Arguments}", start.FileName.DoubleQuoteIfNeeded(), filter(start.Arguments));
        Log.Write(
            start.WorkingDirectory == DefaultWorkingDirectory ? LogEventLevel.Verbose : LogEventLevel.Information,
            "@ {WorkingDirectory}",
            start.WorkingDirectory);
    }
}
