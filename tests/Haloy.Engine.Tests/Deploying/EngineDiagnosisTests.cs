using System;
using System.IO;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Haloy.Engine.Operating;

namespace Haloy.Engine.Tests.Deploying;

public sealed class EngineDiagnosisTests
{
    private static readonly ServerAddress s_address = new() { Text = "deploy@prod", Host = "prod", User = "deploy" };
    private static readonly ServerUnreachableException s_seen = new(s_address, UnreachableReason.SocketUnusable, "it cannot be used.", null);

    [Theory]
    [InlineData("user deploy\ngroups deploy", "it has no Docker engine: /s is not there.", "apt-get install docker.io")]
    [InlineData("user deploy\nhas podman", "it has no Docker engine: /s is not there.", "Podman is there")]
    [InlineData("user root\nhas docker\nhas dockerd", "its Docker engine does not run: /s is not there.", "systemctl enable --now docker")]
    [InlineData("user deploy\ngroups deploy www\nsocket srw-rw---- 1 root docker 0 Nov 25 13:00 /s\nhas docker",
        "deploy may not use its Docker engine: /s belongs to root and the group docker, and deploy is in deploy, www.", "usermod -aG docker deploy")]
    [InlineData("user deploy\ngroups docker\nsocket srw-rw---- 1 root docker 0 Nov 25 13:00 /s\nusable\nasked\nanswers",
        "its SSH settings forbid forwarding to /s: the engine answers there, but not through the connection.", "AllowStreamLocalForwarding yes")]
    [InlineData("user root\nsocket srw-rw---- 1 root docker 0 Nov 25 13:00 /s\nusable\nasked", "its Docker engine does not answer on /s.", "journalctl -u docker")]
    public void What_the_server_says_of_itself_tells_the_one_cause(string answer, string what, string remedy)
    {
        var explained = EngineDiagnosis.Explain(s_seen, s_address, "/s", answer);

        Assert.Equal(what, explained.What);
        Assert.Contains(remedy, explained.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_stays_as_it_was() =>
        Assert.Same(s_seen, EngineDiagnosis.Explain(s_seen, s_address, "/s", "user root\nsocket srw-rw---- 1 root root 0 Nov 25 13:00 /s\nusable"));

    [Theory]
    [InlineData("Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 600 40% /\n", 614_400L)]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    public void The_disk_is_read_from_what_df_says(string answer, long? free) => Assert.Equal(free, DiskSpace.Parse(answer)?.Free);
}
