using System;
using System.Threading.Tasks;
using Haloy.Engine.Servers;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class RefusalsTests
{
    [Fact]
    public async Task A_refused_channel_is_traced_to_its_destination()
    {
        var refusals = Heard(
            "debug1: Connection to port -2 forwarding to /var/run/docker.sock port -2 requested.",
            "debug1: channel 1: new direct-streamlocal@openssh.com [direct-streamlocal@openssh.com] (inactive timeout: 0)",
            "debug1: Connection to port -2 forwarding to ::1 port 80 requested.",
            "debug1: getsockopt TCP_NODELAY: Operation not supported",
            "debug1: channel 2: new direct-tcpip [direct-tcpip] (inactive timeout: 0)",
            "channel 2: open failed: connect failed: Connection refused");

        Assert.Equal((0, 1), (refusals.CountOf("/var/run/docker.sock"), refusals.CountOf("::1:80")));
        Assert.Equal(
            "connect failed: Connection refused",
            await refusals.FindAsync(Refusals.Destination("::1", 80), 0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_channels_number_is_forgotten_when_it_is_freed()
    {
        var refusals = Heard(
            "debug1: Connection to port -2 forwarding to /a port -2 requested.",
            "debug1: channel 1: new direct-streamlocal@openssh.com [x]",
            "debug1: channel 1: free: direct-streamlocal@openssh.com: listening port -2 for /a port -2, nchannels 4",
            "channel 1: open failed: connect failed: open failed");

        Assert.Equal(0, refusals.CountOf("/a"));
    }

    [Fact]
    public async Task A_refusal_that_is_still_to_be_read_is_waited_for()
    {
        var refusals = Heard(
            "debug1: Connection to port -2 forwarding to /a port -2 requested.",
            "debug1: channel 1: new direct-streamlocal@openssh.com [x]");
        var finding = refusals.FindAsync("/a", 0, TestContext.Current.CancellationToken);

        refusals.Observe("channel 1: open failed: connect failed: open failed");

        Assert.Equal("connect failed: open failed", await finding);
    }

    private static Refusals Heard(params string[] lines)
    {
        var refusals = new Refusals(TimeProvider.System);
        foreach (var line in lines)
            refusals.Observe(line);
        return refusals;
    }
}
