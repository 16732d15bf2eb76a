using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>A lab of its own per test: started, broken, stopped.</summary>
public sealed class TestLabTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starting_again_keeps_what_runs_and_adds_what_is_new()
    {
        await using TestLab lab = await StartAsync(LabFixture.NewSettings(), "one", "two");
        IReadOnlyList<string> before = [.. lab.Describe()];

        TestLab again = await StartAsync(lab.Settings, "one", "three");

        Assert.Equal(before, again.Describe().Take(before.Count));
        Assert.Equal(["one", "two", "three"], again.Servers.Select(server => server.Name));
        await lab.StopAsync(Token);
        Assert.Empty(await Leftovers.OfAsync(lab.Settings));
    }

    [Fact]
    public async Task Adding_a_server_leaves_a_stopped_one_stopped()
    {
        await using TestLab lab = await StartAsync(LabFixture.NewSettings(), "one");
        await lab["one"].PowerOffAsync(Token);

        TestLab more = await lab.AddAsync(["two"], _ => { }, Token);

        Assert.Contains("does not run", Assert.Single(more.Describe(), line => line.StartsWith("one ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True((await Ssh.RunAsync(more, "two", "docker", "ps")).Succeeded);
    }

    [Fact]
    public async Task A_lab_is_found_again_by_its_directory()
    {
        await using TestLab lab = await StartAsync(LabFixture.NewSettings(), "one");

        TestLab? found = TestLab.Open(lab.Settings.Directory);

        Assert.NotNull(found);
        Assert.Equal(lab.Describe(), found.Describe());
        Assert.Equal(lab.SshConfigFile, found.SshConfigFile);
    }

    [Fact]
    public async Task Stopping_leaves_nothing_behind()
    {
        TestLab lab = await StartAsync(LabFixture.NewSettings(), "one", "two");
        await RunAppAsync(lab, "one");
        Assert.NotEmpty(await Leftovers.OfAsync(lab.Settings));

        await lab.StopAsync(Token);

        Assert.Empty(await Leftovers.OfAsync(lab.Settings));
        Assert.Null(TestLab.Open(lab.Settings.Directory));
    }

    [Fact]
    public async Task A_killed_lab_starts_again()
    {
        await using TestLab lab = await StartAsync(LabFixture.NewSettings(), "one", "two", "three");
        await RunAppAsync(lab, "one");
        await lab["one"].RunAsync("kill -KILL $(cat /run/docker.pid)", Token);
        await lab["two"].RunAsync("kill -KILL $(cat /run/sshd.pid)", Token);
        await lab["three"].RunAsync("kill -KILL -1", Token);
        await lab["three"].PowerOffAsync(Token);

        TestLab again = await StartAsync(lab.Settings);

        foreach (TestServer server in again.Servers)
        {
            CommandResult answer = await Ssh.RunAsync(again, server.Name, "docker", "version", "--format", "{{.Server.Os}}");
            Assert.Equal("linux", answer.OutputOrThrow().Trim());
        }
    }

    [Fact]
    public async Task A_killed_lab_stops_without_a_trace()
    {
        TestLab lab = await StartAsync(LabFixture.NewSettings(), "one", "two");
        await RunAppAsync(lab, "one");
        await lab["one"].RunAsync("kill -KILL -1", Token);
        await lab["two"].PowerOffAsync(Token);

        await lab.StopAsync(Token);

        Assert.Empty(await Leftovers.OfAsync(lab.Settings));
    }

    [Fact]
    public async Task A_lab_whose_directory_was_removed_leaves_nothing_once_it_was_started_again()
    {
        TestLab lab = await StartAsync(LabFixture.NewSettings(), "one");
        Directory.Delete(lab.Settings.Directory, recursive: true);

        TestLab again = await StartAsync(lab.Settings, "other");
        await again.StopAsync(Token);

        Assert.Empty(await Leftovers.OfAsync(lab.Settings));
    }

    [Fact]
    public async Task Two_labs_live_side_by_side()
    {
        await using TestLab one = await StartAsync(LabFixture.NewSettings(), "web");
        await using TestLab other = await StartAsync(LabFixture.NewSettings(), "web");

        Assert.NotEqual(one["web"].Address, other["web"].Address);
        Assert.Equal("web", (await Ssh.RunAsync(one, "web", "hostname")).OutputOrThrow().Trim());
        Assert.Equal("web", (await Ssh.RunAsync(other, "web", "hostname")).OutputOrThrow().Trim());
    }

    private static async Task<TestLab> StartAsync(LabSettings settings, params IReadOnlyList<string> servers)
    {
        LabFixture.SkipWhereUnavailable();
        await TestLab.InstallAsync(_ => { }, Token);
        return await TestLab.StartAsync(settings, servers, _ => { }, Token);
    }

    private static async Task RunAppAsync(TestLab lab, string server)
    {
        await lab[server].LoadImageAsync(await lab.Images.AppAsync("1", Token), Token);
        (await lab[server].Engine.DockerAsync(["run", "--detach", "--restart", "always", "haloy-lab/app:1"], Token)).OutputOrThrow();
    }
}
