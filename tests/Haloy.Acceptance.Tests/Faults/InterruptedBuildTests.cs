using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>Ctrl+C and SIGTERM to a real build, which deploys to a test server, and to everything that it started.</summary>
public sealed class InterruptedBuildTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "signal1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task During_the_wait_for_health_the_old_version_stays_and_nothing_is_left(string signal)
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        var app = $"signal-{signal.ToLowerInvariant()}";
        site.Configure(Yaml(app));
        await site.DeployAsync();
        site.Configure(Yaml(app, "env: [ { name: FAIL_HEALTH, value: 1 } ]"));

        using var build = DeployingBuild.Start(site);
        await build.UntilAsync(async () => (await site.ContainersAsync(Server, app)).Count == 2);
        build.Send(signal);
        var (exitCode, text) = await build.EndAsync();

        Assert.Equal(255, exitCode);
        Assert.Contains("Stopping at the next safe point.", text);
        Assert.Contains("interrupted, the old version serves", text);
        Assert.Single(await site.ContainersAsync(Server, app));
        await ServesAndDeploysAsync(site, app);
    }

    [Fact]
    public async Task While_the_old_version_drains_it_gets_the_requests_back_and_finishes_those_in_flight()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"), new AppImage("2"));
        site.Configure(Yaml("signal-drain"));
        await site.DeployAsync();
        var slow = site.GetAsync(Server, "signal-drain.example.com", "/slow?ms=15000");
        site.Configure(Yaml("signal-drain").Replace("tag: '1'", "tag: '2'"));

        using var build = DeployingBuild.Start(site);
        await build.UntilAsync(async () => await site.GetAsync(Server, "signal-drain.example.com") == "2");
        build.Send("TERM");
        var (exitCode, text) = await build.EndAsync();

        Assert.Equal(255, exitCode);
        Assert.Contains("interrupted, the old version serves", text);
        Assert.Equal("1", await slow);
        Assert.Single(await site.ContainersAsync(Server, "signal-drain"));
        await ServesAndDeploysAsync(site, "signal-drain");
    }

    [Fact]
    public async Task A_second_Ctrl_C_leaves_at_once_and_the_next_deploy_cleans_up()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("signal-twice"));
        await site.DeployAsync();
        // What it is to wait for never comes, and a hook cannot be stopped by the first.
        site.Configure(Yaml("signal-twice", "pre_deploy: [ \"trap '' INT; touch inside; sleep 600\" ]"));

        using var build = DeployingBuild.Start(site);
        await build.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(site.Folder, "inside"))));
        build.Send("INT");
        await build.UntilAsync(() => Task.FromResult(build.Text.Contains("Stopping at the next safe point.")));
        build.Send("INT");
        var (exitCode, _) = await build.EndAsync();

        Assert.NotEqual(0, exitCode);
        await ServesAndDeploysAsync(site, "signal-twice");
    }

    private static async Task ServesAndDeploysAsync(Site site, string app)
    {
        Assert.Equal("1", await site.GetAsync(Server, $"{app}.example.com"));
        site.Configure(Yaml(app));
        await site.DeployAsync();
        Assert.Equal("1", await site.GetAsync(Server, $"{app}.example.com"));
        Assert.Equal(2, (await site.ContainersAsync(Server, app)).Count);
        await using var engine = site.EngineOf(Server);
        // The engine sees the lock's end a moment after the run that held it has gone.
        while ((await engine.ListContainersAsync(all: true, [$"haloy.app={app}", "haloy.role=lock"], Token)).Count > 0)
            await Task.Delay(20, Token);
    }

    private static string Yaml(string app, string more = "") => $$"""
        image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
        health_check_path: /health
        tls: off
        drain_seconds: 60
        targets:
          production:
            name: {{app}}
            server: {{Server}}
            domains: [ {{app}}.example.com ]
        {{more}}
        """;

    /// <summary>The build of Nuke.Haloy.Tests with a site's configuration, in a process group of its own.</summary>
    private sealed class DeployingBuild : IDisposable
    {
        private static readonly string _assembly = typeof(DeployingBuild).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == "TestBuild").Value!;

        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("haloy-signal-");
        private readonly List<string> _lines = [];
        private readonly Process _process;

        private DeployingBuild(Site site)
        {
            _root.CreateSubdirectory(".nuke");
            // Whoever started these tests in the background has them, and all that they start, ignore SIGINT.
            var start = new ProcessStartInfo("env",
            [
                "--default-signal=INT,TERM", "setsid", "dotnet", _assembly, "DeployProduction", "--no-logo", "--haloy-config", Path.Combine(site.Folder, "haloy.yaml"),
                "--haloy-ssh-config", site.SshConfigFile,
            ])
            {
                WorkingDirectory = _root.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["TERM"] = "dumb";
            _process = Process.Start(start)!;
            _process.OutputDataReceived += (_, line) => Add(line.Data);
            _process.ErrorDataReceived += (_, line) => Add(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Text
        {
            get
            {
                lock (_lines)
                    return string.Join('\n', _lines);
            }
        }

        public static DeployingBuild Start(Site site) => new(site);

        public async Task UntilAsync(Func<Task<bool>> isSo)
        {
            while (!await isSo())
            {
                Assert.False(_process.HasExited, Text);
                await Task.Delay(20, Token);
            }
        }

        /// <summary>To the whole group, as a terminal or a CI agent does it.</summary>
        public void Send(string signal)
        {
            using var kill = Process.Start("kill", ["-s", signal, "--", $"-{_process.Id}"]);
            kill.WaitForExit();
        }

        public async Task<(int ExitCode, string Text)> EndAsync()
        {
            await _process.WaitForExitAsync(Token);
            return (_process.ExitCode, Text);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
            _root.Delete(recursive: true);
        }

        private void Add(string? line)
        {
            lock (_lines)
                _lines.Add(line ?? "");
        }
    }
}
