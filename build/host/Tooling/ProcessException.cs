using System.Text;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>A process ended with another exit code than zero.</summary>
public class ProcessException(IProcess process) : Exception(Describe(process))
{
    public int ExitCode { get; } = process.ExitCode;

    private static string Describe(IProcess process)
    {
        var text = new StringBuilder()
            .AppendLine($"Process '{Path.GetFileName(process.FileName)}' exited with code {process.ExitCode}.")
            .AppendLine($"   > {process.FileName.DoubleQuoteIfNeeded()} {process.Arguments}")
            .AppendLine($"   @ {process.WorkingDirectory}");

        var errors = process.Output.Where(x => x.Type == OutputType.Err).ToList();
        if (errors.Count > 0)
            Add("Error output:", errors);
        else if (Log.IsEnabled(LogEventLevel.Verbose))
            Add("Standard output:", process.Output);
        return text.ToString();

        void Add(string title, IEnumerable<Output> lines)
        {
            text.AppendLine(title);
            foreach (var line in lines)
                text.Append("   ").AppendLine(line.Text);
        }
    }
}
