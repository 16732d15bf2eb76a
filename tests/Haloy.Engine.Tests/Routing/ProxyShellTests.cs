using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Routing;

namespace Haloy.Engine.Tests.Routing;

/// <summary>Shells of this machine, spoken to as the proxy's are.</summary>
public sealed class ProxyShellTests : IDisposable
{
    private readonly string _app = $"test-{Guid.NewGuid():N}";

    public void Dispose() => File.Delete(ProxyPaths.Lock(_app));

    [Theory]
    [InlineData("echo one; echo two >&2; exit 3", 3, "one\ntwo")]
    [InlineData("set -e\nfalse\necho never", 1, "")]
    [InlineData("cat; printf 'no end of line'", 0, "no end of line")]
    [InlineData("read -r line <<END\nof the script\nEND\necho $line", 0, "of the script")]
    public async Task A_script_has_an_exit_code_an_output_and_no_input(string script, int code, string output)
    {
        await using var shell = new Shell();

        Assert.Equal(new ShellResult(code, output), await shell.Proxy.RunAsync(script).WaitAsync(Token));
        Assert.Equal(new ShellResult(0, "again"), await shell.Proxy.RunAsync("echo again").WaitAsync(Token));
    }

    [Fact]
    public async Task Who_is_late_for_a_lock_hears_who_has_it_until_it_is_given_back()
    {
        await using var first = new Shell();
        await using var second = new Shell();

        Assert.Equal(0, (await LockAsync(first, "it's me, since 12:00")).ExitCode);
        Assert.Equal(new ShellResult(ProxyScripts.Held, "it's me, since 12:00"), await LockAsync(second, "another"));
        Assert.Equal((true, false), (first.Proxy.IsLocking, second.Proxy.IsLocking));

        await first.Proxy.ReleaseAsync();
        await first.Proxy.RunAsync(":").WaitAsync(Token);
        Assert.Equal(new ShellResult(0, ""), await LockAsync(second, "another"));
        Assert.Equal(new ShellResult(ProxyScripts.Held, "another"), await LockAsync(first, "it's me"));
    }

    [Fact]
    public async Task A_lock_ends_with_the_connection_though_a_script_goes_on()
    {
        await using var first = new Shell();
        await using var second = new Shell();
        await LockAsync(first, "gone");
        var ended = ProxyPaths.Lock(_app) + "-ended";
        var running = first.Proxy.RunAsync($"until [ -e {ended} ]; do sleep 0.02; done; rm {ended}");

        await first.CutAsync();
        await first.EndedAsync(Token);

        Assert.Equal(0, (await LockAsync(second, "next")).ExitCode);
        await File.WriteAllTextAsync(ended, "", Token);
        await first.Proxy.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => running);
    }

    [Fact]
    public async Task That_a_shell_has_ended_is_known_though_nothing_is_asked()
    {
        await using var shell = new Shell();
        await shell.Proxy.RunAsync(":").WaitAsync(Token);
        Assert.False(shell.Proxy.HasEnded);

        shell.Kill();
        await shell.EndedAsync(Token);

        while (!shell.Proxy.HasEnded)
            await Task.Delay(10, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => shell.Proxy.RunAsync(":").WaitAsync(Token));
    }

    [Fact]
    public async Task Where_there_is_no_flock_there_is_no_lock()
    {
        await using var shell = new Shell("/nonexistent");

        var result = await LockAsync(shell, "me");

        Assert.Equal((69, false), (result.ExitCode, shell.Proxy.IsLocking));
    }

    private Task<ShellResult> LockAsync(Shell shell, string holder) => shell.Proxy.LockAsync(ProxyScripts.Lock(_app, holder)).WaitAsync(Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A shell process, and the way to it.</summary>
    private sealed class Shell : IAsyncDisposable
    {
        private readonly Process _process;

        public Shell(string? path = null)
        {
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
            if (path is not null)
                start.Environment["PATH"] = path;
            _process = Process.Start(start)!;
            Proxy = new(new Pipes(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream));
        }

        public ProxyShell Proxy { get; }

        /// <summary>What the engine does when the connection is gone.</summary>
        public ValueTask CutAsync() => _process.StandardInput.BaseStream.DisposeAsync();

        public void Kill() => _process.Kill();

        public Task EndedAsync(CancellationToken ct) => _process.WaitForExitAsync(ct);

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await Proxy.DisposeAsync();
            _process.Dispose();
        }
    }

    private sealed class Pipes(Stream input, Stream output) : Stream
    {
        private readonly CancellationTokenSource _closing = new();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await output.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(_closing.Token);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => input.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => input.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _closing.Cancel();
            base.Dispose(disposing);
        }
    }
}
