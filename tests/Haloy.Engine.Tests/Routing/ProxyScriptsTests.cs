using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Routing;

/// <summary>The scripts, run by this machine's shell in a folder of their own, with a wget that says what a test wants.</summary>
public sealed class ProxyScriptsTests : IDisposable
{
    private static readonly Member s_one = new("web-1", "10.0.0.5", 8080);
    private static readonly Member s_two = new("web-2", "10.0.0.6", 8080);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("haloy-scripts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_survey_tells_what_a_switch_has_written()
    {
        var switched = await RunAsync($"{ProxyScripts.Switch("web", 3, [s_one, s_two])}\n{ProxyScripts.NoteRoute(Route)}");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "half")).CreateSubdirectory("empty");
        File.WriteAllText(Path.Combine(_folder.FullName, "half", "1.port"), "80");

        var surveyed = await RunAsync(ProxyScripts.Survey(["web", "half", "none"]));

        Assert.Equal(["slot 10.0.0.5:8080", "slot 10.0.0.6:8080", "slot 10.0.0.5:8080"], switched.Lines);
        var state = ProxyState.Parse(string.Join('\n', surveyed.Lines), "web");
        Assert.Equal(Route, Assert.Single(state.Routes));
        Assert.Equal(["10.0.0.5", "10.0.0.6"], state.Slots);
        Assert.Empty(ProxyState.Parse(string.Join('\n', surveyed.Lines), "half").Slots);
        Assert.Matches("^[^ ]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+% +/", state.Disk);
    }

    [Fact]
    public async Task A_switch_opens_the_app_and_leaves_what_stays_as_it_is_alone()
    {
        await RunAsync(ProxyScripts.Switch("web", 2, [s_one, s_two]));
        var kept = Path.Combine(_folder.FullName, "web", "1");
        var before = File.GetLastWriteTimeUtc(kept) - TimeSpan.FromHours(1);
        File.SetLastWriteTimeUtc(kept, before);
        await RunAsync(ProxyScripts.Close("web"));

        await RunAsync(ProxyScripts.Switch("web", 2, [s_one, s_two with { Address = "10.0.0.7", Port = 9090 }]));

        Assert.Equal(before, File.GetLastWriteTimeUtc(kept));
        Assert.Equal(["1=10.0.0.5", "1.port=8080", "2=10.0.0.7", "2.port=9090"],
            Directory.GetFiles(Path.Combine(_folder.FullName, "web")).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)}={File.ReadAllText(f)}"));
    }

    [Fact]
    public async Task A_route_may_hold_what_a_shell_would_take_for_its_own()
    {
        var odd = Route with { AcmeEmail = "o'hara$(id)\\n@example.com" };
        await RunAsync($"{ProxyScripts.Switch("web", 1, [s_one])}\n{ProxyScripts.NoteRoute(odd)}");

        var surveyed = await RunAsync(ProxyScripts.Survey([]));

        Assert.Equal(odd, Assert.Single(ProxyState.Parse(string.Join('\n', surveyed.Lines), "web").Routes));
    }

    [Fact]
    public async Task A_confirmation_asks_until_each_has_answered_and_tells_every_answer()
    {
        var (code, lines) = await RunAsync(ProxyScripts.Confirm("web.example.com", "/health", ["10.0.0.5:8080", "10.0.0.6:8080"], tries: 5),
            "  HTTP/1.1 502 Bad Gateway\n  Server: Caddy\nwget: server returned error: HTTP/1.1 502 Bad Gateway",
            "  HTTP/1.1 200 OK\n  X-Haloy-Status: 404\n  X-Haloy-Upstream: 10.0.0.6:8080",
            "  HTTP/1.1 200 OK\n  x-haloy-upstream: 10.0.0.5:8080\n  x-haloy-status: 200\n  Date: Wed");

        Assert.Equal((0, "- 502;10.0.0.6:8080 404;10.0.0.5:8080 200"), (code, string.Join(';', lines)));
    }

    [Fact]
    public async Task A_confirmation_gives_up()
    {
        var (code, lines) = await RunAsync(ProxyScripts.Confirm("web.example.com", "/", ["10.0.0.5:8080"], tries: 2), "", "  HTTP/1.1 404 Not Found");

        Assert.Equal((1, "- -;- 404"), (code, string.Join(';', lines)));
    }

    [Fact]
    public async Task Draining_ends_once_none_of_the_containers_has_a_request()
    {
        const string Others = """{"address":"10.0.0.50:8080","num_requests":3,"fails":0},{"address":"10.0.0.5:80801","num_requests":1,"fails":0}""";

        var (code, lines) = await RunAsync(ProxyScripts.Drain(["10.0.0.5:8080", "10.0.0.6:8080"], seconds: 600),
            $$"""[{"address":"10.0.0.6:8080","num_requests":0,"fails":0},{"address":"10.0.0.6:8080","num_requests":2,"fails":0},{{Others}}]""",
            "FAIL",
            $$"""[{"address":"10.0.0.5:8080","num_requests":0,"fails":0},{"address":"10.0.0.6:8080","num_requests":0},{{Others}}]""");

        Assert.Equal((0, 0, 3), (code, lines.Count, Asked));
    }

    [Fact]
    public async Task Draining_tells_what_is_busy_when_the_time_is_up()
    {
        var (code, lines) = await RunAsync(ProxyScripts.Drain(["10.0.0.5:8080"], seconds: 0), """[{"address":"10.0.0.5:8080","num_requests":12,"fails":0}]""");

        Assert.Equal(3, code);
        Assert.Equal("""
            "address":"10.0.0.5:8080","num_requests":12,"fails":0}]
            """, Assert.Single(lines).Trim());
        Assert.Equal(0, (await RunAsync(ProxyScripts.Drain([], seconds: 0))).Code);
    }

    [Theory]
    [InlineData("""[{"address":"10.0.0.5:8080","num_requests":0,"fails":0},{"address":"10.0.0.6:8080","num_requests":2,"fails":0}]""", true, false)]
    [InlineData("""[{"address":"10.0.0.6:8080","num_requests":0},{"address":"10.0.0.6:8080","num_requests":1}]""", true, false)]
    [InlineData("[]", true, true)]
    [InlineData("FAIL", false, false)]
    [InlineData("[{}]", false, false)]
    public async Task What_is_in_flight_comes_with_another_script_and_changes_nothing_about_it(string says, bool isOneIdle, bool isTwoIdle)
    {
        var (code, lines) = await RunAsync(ProxyScripts.WithFlight("echo slot; ( exit 7 )"), says);

        Assert.Equal((7, "slot"), (code, lines[0]));
        var inFlight = InFlight.Parse(ProxyState.After(lines, "flight ").FirstOrDefault() ?? "");
        Assert.Equal((isOneIdle, isTwoIdle), (inFlight.IsNoneOf([s_one.Endpoint]), inFlight.IsNoneOf([s_two.Endpoint])));
    }

    [Theory]
    [InlineData("  HTTP/1.1 204 No Content\n  Server: x", 0, "HTTP/1.1 204 No Content")]
    [InlineData("  HTTP/1.1 302 Found\n  Location: /", 0, "HTTP/1.1 302 Found")]
    [InlineData("  HTTP/1.1 500 Internal Server Error\nwget: server returned error: HTTP/1.1 500", 3, "HTTP/1.1 500 Internal Server Error")]
    [InlineData("wget: can't connect to remote host (10.0.0.5): Connection refused", 3, "wget: can't connect to remote host (10.0.0.5): Connection refused")]
    [InlineData("", 3, "no answer within 5 s")]
    public async Task A_probe_tells_the_first_line_of_the_last_answer(string says, int code, string told)
    {
        var result = await RunAsync(ProxyScripts.Probe("10.0.0.5", 8080, "/health", seconds: 0), says);

        Assert.Equal((code, told), (result.Code, Assert.Single(result.Lines).Trim()));
    }

    private static AppRoute Route { get; } = new()
    {
        App = "web",
        Domains = new[] { new DomainSpec("web.example.com", default) }.ToEquatableArray(),
        Tls = TlsMode.Auto,
        Slots = 3,
    };

    private int Asked => Directory.GetFiles(_folder.FullName, "asked.*").Length;

    /// <summary>Runs a script as the proxy's shell does; each call of wget says the next of these, the last again and again.</summary>
    private async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(string script, params string[] says)
    {
        for (var i = 0; i < says.Length; i++)
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, $"says.{i}"), says[i], Token);
        // As functions: busybox' shell may run its own wget whatever the PATH is.
        var stub = $$"""
            timeout() { shift; "$@"; }
            wget() {
              n=0; while [ -e {{_folder}}/asked.$n ]; do n=$((n+1)); done
              : > {{_folder}}/asked.$n
              [ -e {{_folder}}/says.$n ] || n={{says.Length - 1}}
              says=$(cat {{_folder}}/says.$n)
              [ "$says" != FAIL ] && printf '%s\n' "$says"
            }
            """;
        var text = $"(\n{stub}\n{script.Replace(ProxyPaths.Root, _folder.FullName, StringComparison.Ordinal)}\n) 2>&1 </dev/null";
        var start = new ProcessStartInfo("sh") { ArgumentList = { "-c", text }, RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(Token);
        await shell.WaitForExitAsync(Token);
        return (shell.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
