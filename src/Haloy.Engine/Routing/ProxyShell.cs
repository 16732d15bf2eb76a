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
/// It ends with the connection.
/// </summary>
internal sealed class ProxyShell : IAsyncDisposable
{
    // A line that no script prints by chance: it separates one script's output from the next one's.
    private const string Mark = "\u0001haloy\u0001";

    private readonly ExecStream _stream;
    private readonly StreamReader _output;

    private ProxyShell(ExecStream stream)
    {
        _stream = stream;
        _output = new(stream, new UTF8Encoding(false), leaveOpen: true);
    }

    /// <summary>Opens one.</summary>
    public static async Task<ProxyShell> OpenAsync(DockerEngine engine, string container, CancellationToken ct)
    {
        var session = await engine.ExecAsync(container, new ExecCreation { Cmd = ["sh"], AttachStdin = true }, ct);
        return new(new ExecStream(session));
    }

    /// <summary>Runs a script in a shell of its own below this one.</summary>
    /// <param name="script">The script.</param>
    /// <param name="ct">Ends the wait; the shell is of no use afterwards.</param>
    /// <returns>Its exit code, and all that it printed.</returns>
    public async Task<ShellResult> RunAsync(string script, CancellationToken ct)
    {
        var text = $"(\n{script.ReplaceLineEndings("\n")}\n) 2>&1 </dev/null; printf '\\n{Escaped(Mark)}%s\\n' \"$?\"\n";
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await _stream.FlushAsync(ct);
        var output = new StringBuilder();
        while (await _output.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return new(int.Parse(line.AsSpan(Mark.Length), provider: null), output.ToString().TrimEnd('\n'));
            output.Append(line).Append('\n');
        }
        throw new RoutingException("The shell in the reverse proxy ended: its container was stopped, or the connection was cut.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _output.Dispose();
        await _stream.DisposeAsync();
    }

    private static string Escaped(string text) => text.Replace("\u0001", "\\001", StringComparison.Ordinal);
}

/// <summary>What a script came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it printed, both streams, without the last line's end.</param>
internal readonly record struct ShellResult(int ExitCode, string Output);
