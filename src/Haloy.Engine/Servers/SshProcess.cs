using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>A running ssh, seen through the shell around it.</summary>
internal sealed class SshProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TimeProvider _time;

    private SshProcess(Process process, Action<string> onLine, TimeProvider time)
    {
        _process = process;
        _time = time;
        Exited = FollowAsync(onLine);
    }

    /// <summary>Ends with ssh, with its exit code, after its last line was handed on.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="Win32Exception">There is no shell.</exception>
    public static SshProcess Start(ProcessStartInfo start, Action<string> onLine, TimeProvider time) =>
        new(Process.Start(start) ?? throw new InvalidOperationException("a new process is always started"), onLine, time);

    /// <summary>Closes the pipe, upon which ssh ends, and waits for that.</summary>
    public async ValueTask DisposeAsync()
    {
        ClosePipe();
        try
        {
            await Exited.WaitAsync(Patience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited.ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private void ClosePipe()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended before us, or its end is being followed at this moment.
        }
    }

    private async Task<int> FollowAsync(Action<string> onLine)
    {
        var said = ReadAsync(_process.StandardError, onLine);
        var output = ReadAsync(_process.StandardOutput, _ => { });
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // If it was the shell alone that was killed, its other half still waits for this.
        ClosePipe();
        try
        {
            // A proxy command may outlive ssh and hold the pipe.
            await Task.WhenAll(said, output).WaitAsync(TimeSpan.FromSeconds(1), _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }

        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
                onLine(line.TrimEnd('\r'));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was disposed.
        }
    }
}
