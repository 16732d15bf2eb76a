using System.Text.RegularExpressions;
using Nuke.Common.Tooling;
using Serilog;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The dotnet command line; of NUKE's wrappers only the plain one.</summary>
public static partial class DotNetTasks
{
    public static IReadOnlyCollection<Output> DotNet(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<IProcess, object> exitHandler = null)
    {
        var process = ProcessTasks.StartProcess(
            Environment.GetEnvironmentVariable("DOTNET_EXE") ?? "dotnet",
            arguments,
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger ?? Write);
        process.AssertWaitForExit();
        if (exitHandler == null)
            process.AssertZeroExitCode();
        else
            exitHandler(process);
        return process.Output;
    }

    private static void Write(OutputType type, string line)
    {
        // As with every process output, the line is the template itself.
#pragma warning disable CA2254
        if (type == OutputType.Err || ErrorLine().IsMatch(line))
            Log.Error(line);
        else if (WarningLine().IsMatch(line))
            Log.Warning(line);
        else
            Log.Debug(line);
#pragma warning restore CA2254
    }

    [GeneratedRegex(@": error \w{2,5}\d{1,5}:")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@": warning \w{2,5}\d{1,5}:")]
    private static partial Regex WarningLine();
}
