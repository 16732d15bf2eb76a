using System;
using System.Collections.Immutable;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class SshCommandLineTests
{
    private static readonly TunnelFiles Files = new("/p/ctl", "/p/socket");

    [Fact]
    public void A_host_alone_is_reached_as_ssh_config_says() => Assert.Equal(
        [
            "ssh", "-v", "-M", "-S", "/p/ctl", "-N", "-T",
            "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3",
            "-o", "ControlPersist=no", "-o", "ClearAllForwardings=yes", "-o", "StreamLocalBindMask=0177",
            "--", "prod",
        ],
        SshCommandLine.Tunnel(new ServerAddress { Text = "prod", Host = "prod" }, new ServerSettings(), Files));

    [Fact]
    public void Everything_that_is_stated_is_one_argument_each() => Assert.Equal(
        [
            "/opt/ssh", "-v", "-F", "/p/config", "-M", "-S", "/p/ctl", "-N", "-T",
            "-o", "BatchMode=yes", "-o", "ConnectTimeout=1", "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3",
            "-o", "ControlPersist=no", "-o", "ClearAllForwardings=yes", "-o", "StreamLocalBindMask=0177",
            "-l", "deploy", "-p", "2222", "--", "2001:db8::1",
        ],
        SshCommandLine.Tunnel(
            new ServerAddress { Text = "ssh://deploy@[2001:db8::1]:2222", Host = "2001:db8::1", User = "deploy", Port = 2222 },
            new ServerSettings { SshConfigFile = "my config", SshExecutable = "/opt/ssh", ConnectTimeout = TimeSpan.FromMilliseconds(1) },
            Files with { PrivateKey = "/p/key", KnownHosts = "/p/known_hosts", Config = "/p/config" }));

    [Fact]
    public void What_was_handed_in_goes_before_what_the_user_has_configured()
    {
        if (OperatingSystem.IsWindows())
            return;
        var handedIn = Files with { PrivateKey = "/p/key", KnownHosts = "/p/known_hosts" };

        Assert.Equal(
            """
            IdentityFile /p/key
            IdentitiesOnly yes
            GlobalKnownHostsFile /p/known_hosts /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
            Include ~/.ssh/config
            Include /etc/ssh/ssh_config

            """, handedIn.ConfigText(new ServerSettings()));
        Assert.EndsWith("Include \"/home/me/my config\"\n", handedIn.ConfigText(new ServerSettings { SshConfigFile = "/home/me/my config" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_never_makes_a_connection_of_its_own() => Assert.Equal(
        ["ssh", "-F", "/dev/null", "-S", "/p/ctl", "-o", "ProxyCommand=false", "-T", "--", "server", "true"],
        SshCommandLine.Nudge(new ServerSettings(), "/p/ctl"));

    [Theory]
    [InlineData("172.18.0.3", 8080, "172.18.0.3:8080")]
    [InlineData("::1", 80, "[::1]:80")]
    [InlineData("app", 1, "app:1")]
    public void A_forward_is_ordered_and_cancelled_with_the_same_words(string host, int port, string destination)
    {
        var settings = new ServerSettings { SshConfigFile = "ignored" };
        Assert.Equal(destination, SshCommandLine.Destination(host, port));

        Assert.Equal(
            Order("forward", destination), SshCommandLine.Forward(settings, "/p/ctl", "/p/f1", destination));
        Assert.Equal(
            Order("cancel", destination), SshCommandLine.Cancel(settings, "/p/ctl", "/p/f1", destination));

        static ImmutableArray<string> Order(string order, string destination) =>
            ["ssh", "-F", "/dev/null", "-S", "/p/ctl", "-O", order, "-L", "/p/f1:" + destination, "--", "server"];
    }
}
