using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Routing;

/// <summary>
/// A shell inside the proxy's container that stays open: its first use costs two requests, every later one a single
/// round trip. It sees containers the way the proxy does, and nothing of ours has to be installed for it.
/// It ends with the connection, and a lock that it holds ends with it.
/// </summary>
internal sealed class ProxyShell : IAsyncDisposable
{
    // A line that no script prints by chance: it separates one script's output from the next one's.
    private const string Mark = "\u0001haloy\u0001";

    private readonly Stream _stream;
    private readonly StreamReader _output;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private Task<ShellResult> _next;

    /// <param name="stream">The standard input and output of a shell that reads what it is to do.</param>
    internal ProxyShell(Stream stream)
    {
        _stream = stream;
        _output = new(stream, new UTF8Encoding(false), leaveOpen: true);
        _next = NextAsync();
    }

    /// <summary>Whether it has a lock, or tries to get one; it can have one only.</summary>
    public bool IsLocking { get; private set; }

    /// <summary>Whether it is known to have ended: its container was stopped, or the connection was cut.</summary>
    public bool HasEnded => _next.IsFaulted || _next.IsCanceled;

    /// <summary>Opens one.</summary>
    public static async Task<ProxyShell> OpenAsync(DockerEngine engine, string container, CancellationToken ct)
    {
        var session = await engine.ExecAsync(container, new ExecCreation { Cmd = ["sh"], AttachStdin = true }, ct);
        return new(new ExecStream(session));
    }

    /// <summary>
    /// Runs a script in a shell of its own below this one, which reads on meanwhile: the end of the connection ends it, and
    /// its lock, at once, however long the script takes.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <returns>Its exit code, and all that it printed.</returns>
    public Task<ShellResult> RunAsync(string script) =>
        AskAsync($"(\nexec 9>&-\ntrap '{Told}' EXIT\n{script.ReplaceLineEndings("\n")}\n) 2>&1 </dev/null &\n");

    /// <summary>Tries to get a lock, which this shell itself then has until it ends or <see cref="ReleaseAsync"/>.</summary>
    /// <param name="script">Leaves the lock open as 9, see <see cref="ProxyScripts.Lock"/>.</param>
    public async Task<ShellResult> LockAsync(string script)
    {
        IsLocking = true;
        var result = await AskAsync($"{script.ReplaceLineEndings("\n")}\n{Told}\n");
        IsLocking = result.ExitCode == 0;
        return result;
    }

    /// <summary>Gives its lock back, without waiting until it is free.</summary>
    public async Task ReleaseAsync()
    {
        await WriteAsync("exec 9>&-\n");
        IsLocking = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _output.Dispose();
        _writing.Dispose();
    }

    private async Task<ShellResult> AskAsync(string text)
    {
        await WriteAsync(text);
        var result = await _next;
        _next = NextAsync();
        return result;
    }

    private async Task WriteAsync(string text)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));
            await _stream.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    // Always on its way, also while nothing is asked: what ends the shell is heard at once.
    private async Task<ShellResult> NextAsync()
    {
        var output = new StringBuilder();
        while (await _output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return new(int.Parse(line.AsSpan(Mark.Length), provider: null), output.ToString().TrimEnd('\n'));
            output.Append(line).Append('\n');
        }
        throw new RoutingException("The shell in the reverse proxy ended: its container was stopped, or the connection was cut.");
    }

    private static string Told => $"printf \"\\n{Mark.Replace("\u0001", "\\001", StringComparison.Ordinal)}%s\\n\" \"$?\"";
}

/// <summary>What a script came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it printed, both streams, without the last line's end.</param>
internal readonly record struct ShellResult(int ExitCode, string Output);
