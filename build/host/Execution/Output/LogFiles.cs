using System.Globalization;
using Nuke.Common.IO;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Nuke.Common.Execution;

/// <summary>The run's log in .nuke/temp: build.log with times, and one named after its start, of which the last five are kept.</summary>
internal sealed class LogFiles : ILogEventSink, IDisposable
{
    private const string Line = "{Level:u1} | {ExecutingTarget,-20} | {Message:l}{NewLine}{Exception}";
    private const int Kept = 5;

    private readonly List<(StreamWriter Writer, MessageTemplateTextFormatter Formatter)> _files;

    public LogFiles(AbsolutePath directory)
    {
        // Only one run at a time may write here: a second one in the same root ends with the error that this open gives.
        var latest = new StreamWriter(new FileStream(directory / "build.log", FileMode.Create, FileAccess.Write, FileShare.None));
        var old = Directory.GetFiles(directory, "build.????-??-??_??-??-??.log").OrderDescending(StringComparer.Ordinal).Skip(Kept - 1);
        foreach (var file in old.ToList())
            File.Delete(file);

        var stamp = DateTime.Now.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        var own = new StreamWriter(directory / $"build.{stamp}.log", append: true);
        _files =
        [
            (latest, new("{Timestamp:HH:mm:ss.fff} | " + Line, CultureInfo.InvariantCulture)),
            (own, new(Line, CultureInfo.InvariantCulture)),
        ];
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_files)
        {
            foreach (var (writer, formatter) in _files)
            {
                formatter.Format(logEvent, writer);
                writer.Flush();
            }
        }
    }

    public void Dispose()
    {
        foreach (var (writer, _) in _files)
            writer.Dispose();
    }
}
