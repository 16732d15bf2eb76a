using System.Collections.Concurrent;
using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>A process whose lines are kept, filtered, and handed to a logger as they come.</summary>
internal sealed class LoggedProcess : IProcess
{
    private readonly Process _process;
    private readonly Func<string, string> _filter;
    private readonly int? _timeout;
    private readonly BlockingCollection<Output> _output = [];

    public LoggedProcess(ProcessStartInfo start, int? timeout, Action<OutputType, string> logger, Func<string, string> filter)
    {
        _timeout = timeout;
        _filter = filter;
        _process = Process.Start(start);
        _process.OutputDataReceived += (_, e) => Take(OutputType.Std, e.Data, logger);
        _process.ErrorDataReceived += (_, e) => Take(OutputType.Err, e.Data, logger);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string FileName => _process.StartInfo.FileName;
    public string Arguments => _filter(_process.StartInfo.Arguments);
    public string WorkingDirectory => _process.StartInfo.WorkingDirectory;
    public IReadOnlyCollection<Output> Output => _output;
    public int ExitCode => _process.ExitCode;
    public bool HasExited => _process.HasExited;
    public int Id => _process.Id;

    public void Kill()
        => _process.Kill();

    public bool WaitForExit()
    {
        if (_timeout is not { } timeout)
        {
            _process.WaitForExit();
            return true;
        }

        var exited = _process.WaitForExit(timeout);
        if (!exited)
            _process.Kill();
        return exited;
    }

    public void Dispose()
    {
        _process.Dispose();
        _output.Dispose();
    }

    private void Take(OutputType type, string text, Action<OutputType, string> logger)
    {
        if (text == null)
            return;

        var filtered = _filter(text);
        _output.Add(new() { Type = type, Text = filtered });
        logger?.Invoke(type, filtered);
    }
}
