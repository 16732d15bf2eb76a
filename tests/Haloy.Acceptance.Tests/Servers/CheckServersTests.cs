using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Servers;

/// <summary>Servers that something is wrong with; one server, whose tests run one after another and put right what they broke.</summary>
public sealed class CheckServersTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_who_may_not_use_the_engine_is_told_the_group()
    {
        using var desk = await KnownAsync();
        await ShellAsync(desk, "sed 's/^docker:.*/docker:x:7002:/' /etc/group > /run/group && cat /run/group > /etc/group");
        try
        {
            var problem = await CheckAsync(desk, "deploy@checked");

            Assert.Contains("deploy may not use its Docker engine: /var/run/docker.sock belongs to root and the group docker, and deploy is in deploy.", problem);
            Assert.Contains("usermod -aG docker deploy", problem);
        }
        finally
        {
            await ShellAsync(desk, "sed 's/^docker:.*/docker:x:7002:deploy/' /etc/group > /run/group && cat /run/group > /etc/group");
        }
        Assert.Equal("", await CheckAsync(desk, "deploy@checked"));
    }

    [Fact]
    public async Task An_sshd_that_forbids_forwarding_is_told_from_an_engine_that_is_not_there()
    {
        using var desk = await KnownAsync();
        await ReconfigureAsync(desk, "echo 'AllowStreamLocalForwarding no' >> $f");
        try
        {
            var problem = await CheckAsync(desk, "checked");

            Assert.Contains("its SSH settings forbid forwarding to /var/run/docker.sock: the engine answers there, but not through the connection.", problem);
            Assert.Contains("AllowStreamLocalForwarding yes", problem);
        }
        finally
        {
            await ReconfigureAsync(desk, "sed -i '/^AllowStreamLocalForwarding/d' $f");
        }
        Assert.Equal("", await CheckAsync(desk, "checked"));
    }

    [Fact]
    public async Task An_engine_that_does_not_run_is_told_with_the_command_that_starts_it()
    {
        using var desk = await KnownAsync();
        await desk.Lab["checked"].StopDockerAsync(Token);
        try
        {
            var problem = await CheckAsync(desk, "checked");

            Assert.Contains("its Docker engine does not run: /var/run/docker.sock is not there.", problem);
            Assert.Contains("systemctl enable --now docker", problem);
        }
        finally
        {
            await desk.Lab["checked"].StartDockerAsync(Token);
        }
    }

    [Fact]
    public async Task Whoever_has_the_proxys_ports_is_named_and_so_is_everything_else_that_is_wrong()
    {
        using var desk = await KnownAsync();
        await ShellAsync(desk, "perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 80, Listen => 1) or die; open F, \">/run/listener\"; print F $$; close F; sleep' >/dev/null 2>&1 & while [ ! -s /run/listener ]; do sleep 0.02; done");
        try
        {
            File.WriteAllText(desk.PathOf("Dockerfile"), "FROM scratch");
            await using var run = desk.Configure("""
                image: { repository: app, builder: { platform: linux/s390x } }
                targets:
                  web: { server: checked, domains: [ web.example.com ] }
                  away: { server: nowhere.invalid }
                """);
            var failure = await Assert.ThrowsAsync<PreflightException>(() => run.CheckServersAsync(["web", "away"], Token));

            Assert.Matches(@"server checked: port 80, which the reverse proxy needs, is taken by perl \(process \d+\)\. Stop it there", failure.Message);
            Assert.Contains("server checked: web is built for linux/s390x, and this server runs linux/amd64.", failure.Message);
            Assert.Contains("server nowhere.invalid: its name has no address.", failure.Message);
            var refused = await Assert.ThrowsAsync<PreflightException>(() => desk.Servers.AddAsync(new("checked"), null, Token));
            Assert.Contains("port 80", refused.Message);
        }
        finally
        {
            await ShellAsync(desk, "kill $(cat /run/listener); rm /run/listener");
        }
    }

    [Fact]
    public async Task A_key_and_known_hosts_in_the_environment_are_enough_and_the_key_is_seen_nowhere()
    {
        using var desk = await KnownAsync();
        await desk.Lab["checked"].LoadImageAsync(await desk.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        desk.Set("SSH_PRIVATE_KEY", desk.Key);
        desk.Set("HALOY_KNOWN_HOSTS", await File.ReadAllTextAsync(desk.KnownHosts, Token));
        File.Delete(desk.KnownHosts);
        desk.WriteSshConfig("");
        await using var run = desk.Configure("""
            name: ci
            server: checked
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            pre_deploy: [ "touch inside; until [ -f go ]; do sleep 0.05; done" ]
            """);

        await run.CheckServersAsync(["ci"], Token);
        var deploying = run.DeployAsync(["ci"], Token);
        while (!File.Exists(desk.PathOf("inside")))
            await Task.Delay(20, Token);
        var secret = desk.Key.Split('\n')[2];
        Assert.DoesNotContain(Directory.GetDirectories("/proc").Select(process => Path.Combine(process, "cmdline")), file => Contains(file, secret));
        Assert.DoesNotContain(Directory.GetDirectories("/tmp", "haloy-*").Select(folder => Path.Combine(folder, "key")), file => Contains(file, secret));
        await File.WriteAllTextAsync(desk.PathOf("go"), "", Token);
        var report = await deploying;

        Assert.Equal(1, report.Targets[0].SshConnections);
        Assert.DoesNotContain(desk.Events, happened => happened.ToString().Contains(secret, StringComparison.Ordinal));

        static bool Contains(string file, string text)
        {
            try
            {
                return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false; // The process has ended.
            }
        }
    }

    /// <summary>A desk that knows the server's key already, without having made anything there.</summary>
    private async Task<Desk> KnownAsync()
    {
        var desk = await Desk.ForAsync(fixture, "checked");
        var lines = await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(desk.Lab.SshConfigFile)!, "known_hosts"), Token);
        await File.WriteAllLinesAsync(desk.KnownHosts, lines, Token);
        return desk;
    }

    /// <summary>What is in the way of deploying there; empty: nothing.</summary>
    private static async Task<string> CheckAsync(Desk desk, string server)
    {
        await using var run = desk.Configure($"name: web\nserver: {server}\nimage: {{ repository: app, pull_policy: never }}");
        try
        {
            await run.CheckServersAsync(["web"], Token);
            return "";
        }
        catch (PreflightException e)
        {
            return e.Message;
        }
    }

    /// <summary>Changes sshd's configuration and waits until it goes by it.</summary>
    private static async Task ReconfigureAsync(Desk desk, string command)
    {
        var server = desk.Lab["checked"];
        var mark = await server.MarkSshLogAsync(Token);
        await ShellAsync(desk, $"set -e; f=$(tr '\\0' ' ' < /proc/$(cat /run/sshd.pid)/cmdline | grep -o '/[^ ]*sshd_config'); {command}; kill -HUP $(cat /run/sshd.pid)");
        while (!(await server.ReadSshLogAsync(Token))[mark..].Contains("Server listening on 0.0.0.0", StringComparison.Ordinal))
            await Task.Delay(20, Token);
    }

    private static async Task ShellAsync(Desk desk, string command) => (await desk.Lab["checked"].RunAsync(command, Token)).OutputOrThrow();
}
