using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>Known secret values go through a whole life; then everything that anybody could read is searched for them.</summary>
public sealed class SecretsTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "secret1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_any_output_report_plan_label_image_or_argument_list()
    {
        await using var site = await Site.OnAsync(fixture, [Server]);
        await site.Lab.Workstation.LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        Dictionary<string, string> secrets = new()
        {
            ["DB_PASSWORD"] = $"pw-{Guid.NewGuid():n} 'with \"quotes\"",
            ["FILE_TOKEN"] = $"file-{Guid.NewGuid():n}",
            ["BUILD_TOKEN"] = $"build-{Guid.NewGuid():n}",
            ["NUKE_ONE"] = $"nuke-{Guid.NewGuid():n}",
        };
        site.Write(".env", $"FILE_TOKEN={secrets["FILE_TOKEN"]}\n");
        foreach (var name in new[] { "DB_PASSWORD", "BUILD_TOKEN" })
            site.Environment[name] = secrets[name];
        site.NukeParameter = name => name == "NukeOne" ? secrets["NUKE_ONE"] : null;
        // A build argument is in the image's history when a RUN uses it; this Dockerfile, as it should, does not.
        site.Write("Dockerfile", "FROM haloy-lab/app:1\nARG BUILD_TOKEN\nCOPY version ./version\n");
        site.Write("version", "secretive");
        site.Configure($$"""
            name: secretive
            server: {{Server}}
            image: { repository: acceptance/secretive, tag: "{{Guid.NewGuid():n}}", builder: { context: . } }
            tls: off
            health_check_path: /health
            domains: [ secretive.example.com ]
            env:
              - { name: DB_PASSWORD, from: { env: DB_PASSWORD } }
              - { name: DB_URL, value: "db://user:${DB_PASSWORD}@host" }
              - { name: FILE_TOKEN, from: { env: FILE_TOKEN } }
              - { name: NUKE_ONE, from: { secret: "nuke:NukeOne" } }
              - { name: BUILD_TOKEN, from: { env: BUILD_TOKEN }, build_arg: true }
            pre_deploy: [ "echo about to deploy $HALOY_APP" ]
            """);
        using var watching = new CancellationTokenSource();
        var arguments = new ConcurrentDictionary<string, bool>();
        var watch = WatchArgumentsAsync(arguments, watching.Token);
        var seen = new List<string>();

        seen.Add(ReportJson.Write(await site.DeployAsync()).ToJsonString());
        await using (var run = site.Start())
        {
            seen.AddRange((await run.PlanAsync(["secretive"], Token)).SelectMany(p => p.Steps));
            seen.AddRange((await run.StatusAsync(["secretive"], Token)).Select(s => s.ToString()));
            await run.LogsAsync(["secretive"], new LogOptions(), line => seen.Add(line.Text), Token);
        }
        var failing = site.Read("haloy.yaml").Replace("env:\n", "health_check_timeout_seconds: 2\nenv:\n  - { name: FAIL_HEALTH, value: 1 }\n", StringComparison.Ordinal);
        site.Configure(failing);
        seen.Add((await Assert.ThrowsAsync<DeploymentFailedException>(() => site.DeployAsync())).ToString());
        await watching.CancelAsync();
        await watch;

        Assert.Contains(secrets["DB_PASSWORD"], await site.GetAsync(Server, "secretive.example.com", "/env"));
        Assert.Contains($"db://user:{secrets["DB_PASSWORD"]}@host", await site.GetAsync(Server, "secretive.example.com", "/env"));
        seen.AddRange(site.Events.Select(e => e.ToString()));
        seen.AddRange(arguments.Keys);
        seen.AddRange((await site.ContainersAsync(Server, "secretive")).SelectMany(c => c.Labels.Select(l => $"{l.Key}={l.Value}")));
        seen.Add(await site[Server].ReadSshLogAsync(Token));
        Assert.Contains(seen, s => s.Contains("nuke:NukeOne", StringComparison.Ordinal)); // the label shows the reference
        // The first characters are enough to find one that was quoted or cut.
        Assert.All(secrets.Values, value => Assert.DoesNotContain(seen, s => s.Contains(value[..20], StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once_before_anything_is_touched()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure($$"""
            name: missing
            server: {{Server}}
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            env:
              - { name: ONE, from: { env: NOT_THERE_ONE } }
              - { name: TWO, from: { secret: "nuke:NotThereTwo" } }
            """);

        var failed = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());

        Assert.Contains("NOT_THERE_ONE", failed.Message);
        Assert.Contains("NotThereTwo", failed.Message);
        Assert.Empty(await site.ContainersAsync(Server, "missing"));
    }

    private static async Task WatchArgumentsAsync(ConcurrentDictionary<string, bool> seen, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
            {
                try
                {
                    seen.TryAdd((await File.ReadAllTextAsync(Path.Combine(process, "cmdline"), CancellationToken.None)).Replace('\0', ' '), true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It ended while it was being looked at.
                }
            }
            await Task.Yield();
        }
    }
}
