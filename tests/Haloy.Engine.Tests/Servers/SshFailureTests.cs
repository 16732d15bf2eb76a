using System;
using System.Collections.Immutable;
using System.Linq;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class SshFailureTests
{
    private static readonly ServerAddress Address = new() { Text = "deploy@prod:2222", Host = "prod", User = "deploy", Port = 2222 };

    [Theory]
    [InlineData(UnreachableReason.NameNotFound, 255, "ssh: Could not resolve hostname prod: Name or service not known")]
    [InlineData(UnreachableReason.Refused, 255, "ssh: connect to host prod port 2222: Connection refused")]
    [InlineData(UnreachableReason.TimedOut, 255, "ssh: connect to host prod port 2222: Connection timed out")]
    [InlineData(UnreachableReason.TimedOut, 255, "ssh: connect to host prod port 2222: Operation timed out")]
    [InlineData(UnreachableReason.TimedOut, 255, "Connection timed out during banner exchange\nConnection to 10.0.0.1 port 2222 timed out")]
    [InlineData(UnreachableReason.TimedOut, 255, "ssh: connect to host prod port 2222: No route to host")]
    [InlineData(UnreachableReason.TimedOut, 255, "ssh: connect to host prod port 2222: Network is unreachable")]
    [InlineData(UnreachableReason.Other, 255, "kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.1 port 2222")]
    [InlineData(UnreachableReason.PermissionDenied, 255, "deploy@prod: Permission denied (publickey).")]
    [InlineData(UnreachableReason.PermissionDenied, 255, "Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures")]
    [InlineData(UnreachableReason.UnknownHostKey, 255, "Host key verification failed.")]
    [InlineData(UnreachableReason.ChangedHostKey, 255, "@       WARNING: REVOKED HOST KEY DETECTED!               @\nHost key verification failed.")]
    [InlineData(UnreachableReason.ClientMissing, 127, "haloy-ssh: 5: ssh: not found")]
    [InlineData(UnreachableReason.BadConfiguration, 255, "Can't open user config file /x: No such file or directory")]
    [InlineData(UnreachableReason.BadConfiguration, 255, "c: line 1: Bad configuration option: bogus\nc: terminating, 1 bad configuration options")]
    [InlineData(UnreachableReason.BadConfiguration, 255, "Bad owner or permissions on /home/me/.ssh/config")]
    [InlineData(UnreachableReason.Other, 1, "something new")]
    [InlineData(UnreachableReason.Other, 255, "")]
    public void Each_failure_of_ssh_is_told_apart(UnreachableReason expected, int exitCode, string said)
    {
        var lines = said.Split('\n').Prepend("debug1: Connection refused, as a debug line may well say").ToImmutableArray();

        var failure = SshFailure.Explain(Address, new ServerSettings(), lines, exitCode);

        Assert.Equal(expected, failure.Reason);
        Assert.StartsWith("server deploy@prod:2222: ", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Remedy);
        Assert.Equal(expected is UnreachableReason.UnknownHostKey ? "" : said, string.Join('\n', failure.Evidence));
    }

    [Fact]
    public void An_unknown_host_key_comes_with_its_fingerprint_and_the_command_that_accepts_it()
    {
        var failure = SshFailure.Explain(
            Address, new ServerSettings { SshConfigFile = "my config" },
            [
                "debug1: Authenticating to 10.0.0.1:2222 as 'deploy'",
                "debug1: Server host key: ssh-ed25519 SHA256:abc/4",
                "Host key verification failed.",
            ], 255);

        Assert.Equal(new HostKey("ssh-ed25519", "SHA256:abc/4"), failure.OfferedKey);
        Assert.Equal(
            """
            server deploy@prod:2222: its host key is not known yet. 10.0.0.1:2222 shows ssh-ed25519 SHA256:abc/4.
            Compare that with the server's own (there: for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $f; done) and accept it with:
                nuke AddServer --server deploy@prod:2222 --haloy-ssh-config 'my config'
            In CI put the server's line of known_hosts into HALOY_KNOWN_HOSTS.
            """, failure.Message);
    }

    [Fact]
    public void A_changed_host_key_comes_with_the_command_that_forgets_the_old_one()
    {
        var failure = SshFailure.Explain(
            Address, new ServerSettings(),
            [
                "debug1: Server host key: ssh-ed25519 SHA256:abc/4",
                "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @",
                "Offending ED25519 key in /home/me/.ssh/known_hosts:1",
                "  remove with:",
                "  ssh-keygen -f \"/home/me/.ssh/known_hosts\" -R \"[prod]:2222\"",
                "Host key verification failed.",
            ], 255);

        Assert.Equal(UnreachableReason.ChangedHostKey, failure.Reason);
        Assert.Equal("its host key is not the one that was accepted before. It shows ssh-ed25519 SHA256:abc/4.", failure.What);
        Assert.Equal(
            """
            If it was reinstalled, compare the new key with the server's own, forget the old one and accept the new:
                ssh-keygen -f "/home/me/.ssh/known_hosts" -R "[prod]:2222"
                nuke AddServer --server deploy@prod:2222
            Otherwise somebody may stand in between: do not deploy.
            """, failure.Remedy);
    }

    [Fact]
    public void A_changed_host_key_of_a_CI_job_is_mended_where_it_was_handed_in()
    {
        var failure = SshFailure.Explain(
            Address, new ServerSettings { KnownHosts = "prod ssh-ed25519 AAAA" },
            [
                "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!",
                "Offending ED25519 key in /tmp/haloy-0123/known_hosts:1",
                "Host key verification failed.",
            ], 255);

        Assert.Contains("put its new line into HALOY_KNOWN_HOSTS", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_login_names_the_user_and_the_keys_that_were_offered()
    {
        var failure = SshFailure.Explain(
            Address, new ServerSettings(),
            [
                "debug1: Offering public key: /home/me/.ssh/id_ed25519 ED25519 SHA256:one explicit",
                "debug1: Offering public key: me@laptop RSA SHA256:two agent",
                "deploy@prod: Permission denied (publickey).",
            ], 255);

        Assert.Equal(
            "it does not let deploy@prod in; it accepted none of the keys offered: /home/me/.ssh/id_ed25519 ED25519 SHA256:one, me@laptop RSA SHA256:two.",
            failure.What);
    }

    [Fact]
    public void A_refused_CI_key_is_explained_as_such()
    {
        var failure = SshFailure.Explain(
            Address, new ServerSettings { PrivateKey = "text" },
            ["Load key \"/tmp/haloy-0123/key\": error in libcrypto", "deploy@prod: Permission denied (publickey)."], 255);

        Assert.Equal("it does not let deploy@prod in; no key was offered to it.", failure.What);
        Assert.Contains("SSH_PRIVATE_KEY", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/var/run/docker.sock", "connect failed: open failed", UnreachableReason.SocketUnusable)]
    [InlineData("/var/run/docker.sock", "administratively prohibited: open failed", UnreachableReason.ForwardingForbidden)]
    [InlineData("172.18.0.3:8080", "administratively prohibited: open failed", UnreachableReason.ForwardingForbidden)]
    [InlineData("172.18.0.3:8080", "connect failed: Connection refused", UnreachableReason.Refused)]
    public void A_destination_that_the_server_would_not_connect_to_is_named(string destination, string reason, UnreachableReason expected)
    {
        var failure = SshFailure.Refused(Address, destination, reason);

        Assert.Equal(expected, failure.Reason);
        Assert.Contains(destination, failure.What, StringComparison.Ordinal);
        Assert.Equal([reason], failure.Evidence);
    }

    [Theory]
    [InlineData("Timeout, server prod not responding.", 255, "the server has not answered for 30 s")]
    [InlineData("Connection to prod closed by remote host.", 255, "the server closed it")]
    [InlineData("client_loop: send disconnect: Broken pipe", 255, "it was cut on the way")]
    [InlineData("channel 2: open failed: connect failed: Connection refused", 137, "the ssh process was killed")]
    [InlineData("something new", 255, "ssh said 'something new'")]
    [InlineData("debug1: nothing to see", 3, "ssh ended with exit code 3")]
    public void The_end_of_a_connection_has_a_reason(string line, int exitCode, string expected) =>
        Assert.Equal(expected, SshFailure.WhyEnded([line], exitCode));
}
