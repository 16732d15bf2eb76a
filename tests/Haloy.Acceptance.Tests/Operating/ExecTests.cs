using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Operating;

public sealed class ExecTests(LabFixture fixture) : System.IDisposable, IClassFixture<OwnServers>
{
    private const string Server = "exec1";

    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Output => Encoding.UTF8.GetString(_output.ToArray());

    // Caddy's image has a shell; the test app's has none.
    private const string WithShell = """
        name: shell
        server: exec1
        image: { repository: caddy, tag: '2', pull_policy: never }
        port: 80
        health_check_path: /
        """;

    [Fact]
    public async Task A_command_has_its_input_output_and_exit_code_here()
    {
        await using var site = await Site.OnAsync(fixture, [Server]);
        site.Configure(WithShell);
        await site.DeployAsync();
        await using var run = site.Start();

        var sum = await run.ExecAsync("shell", "wc -c", null, Streams("hello"), Token);
        Assert.Equal("5", Output.Trim());
        Assert.Equal(0, sum.ExitCode);

        var failed = await run.ExecAsync("shell", "echo oops >&2; exit 7", sum.Container, Streams(null), Token);
        Assert.Equal(7, failed.ExitCode);
        Assert.Equal("oops\n", Encoding.UTF8.GetString(_error.ToArray()));
    }

    [Fact]
    public async Task A_command_without_a_shell_s_words_needs_no_shell_in_the_image()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(AppYaml.For("bare", Server, "1", "replicas: 2"));
        await site.DeployAsync();
        await using var run = site.Start();
        var second = (await site.ContainersAsync(Server, "bare")).Single(c => c.Names[0].EndsWith("-r2", System.StringComparison.Ordinal));

        var healthy = await run.ExecAsync("bare", "dotnet /app/Haloy.Testing.App.dll --check-health", "r2", Streams(null), Token);
        var answer = Output;
        var noShell = await run.ExecAsync("bare", "echo $HOME", null, Streams(null), Token);

        Assert.Equal((0, second.Names[0]), (healthy.ExitCode, healthy.Container));
        Assert.StartsWith("200", answer);
        Assert.InRange(noShell.ExitCode, 126, 127);
        Assert.Contains("sh", Output);
    }

    [Fact]
    public async Task A_command_in_a_terminal_knows_its_size()
    {
        await using var site = await Site.OnAsync(fixture, [Server]);
        site.Configure(WithShell);
        await site.DeployAsync();
        await using var run = site.Start();
        var terminal = new Terminal();

        await run.ExecAsync("shell", "sleep 0.5; stty size; tty", null, Streams("") with { Terminal = terminal }, Token);

        Assert.Contains("33 101", Output);
        Assert.Contains("/dev/pts/", Output);
        Assert.True(terminal.WasRaw);
    }

    [Fact]
    public async Task Nothing_to_run_it_in_is_said()
    {
        await using var site = await Site.OnAsync(fixture, [Server]);
        site.Configure(WithShell.Replace("name: shell", "name: absent", System.StringComparison.Ordinal));
        await using var run = site.Start();

        var nothing = await Assert.ThrowsAsync<PreflightException>(() => run.ExecAsync("absent", "ls", null, Streams(null), Token));
        Assert.Equal("absent has no running container on exec1. 'nuke DeployAbsent' starts it.", nothing.Message);

        await site.DeployAsync();
        var another = await Assert.ThrowsAsync<PreflightException>(() => run.ExecAsync("absent", "ls", "r9", Streams(null), Token));
        Assert.Contains("absent has no running container 'r9' on exec1. It has: absent-2", another.Message);
    }

    private CommandStreams Streams(string? input)
    {
        _output.SetLength(0);
        _error.SetLength(0);
        return new() { Input = input is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(input)), Output = _output, Error = _error };
    }

    private sealed class Terminal : ICommandTerminal
    {
        public event System.Action? Resized
        {
            add { }
            remove { }
        }

        public bool WasRaw { get; private set; }

        public (int Width, int Height) Size => (101, 33);

        public System.IDisposable BeginRaw()
        {
            WasRaw = true;
            return new MemoryStream();
        }
    }
}
