using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Tests.Reading;

public sealed class ServerTextTests
{
    [Theory]
    [InlineData("prod", "prod", null, null, false)]
    [InlineData("Prod.Example.com", "prod.example.com", null, null, false)]
    [InlineData("deploy@prod", "prod", "deploy", null, false)]
    [InlineData("deploy@prod:2222", "prod", "deploy", 2222, false)]
    [InlineData("prod:2222", "prod", null, 2222, false)]
    [InlineData("ssh://deploy@prod:2222/", "prod", "deploy", 2222, false)]
    [InlineData("deploy@[2001:db8::1]:22", "2001:db8::1", "deploy", 22, false)]
    [InlineData("2001:db8::1", "2001:db8::1", null, null, false)]
    [InlineData("me@corp.com@prod", "prod", "me@corp.com", null, false)]
    [InlineData("localhost", "localhost", null, null, true)]
    [InlineData("LOCALHOST", "localhost", null, null, true)]
    [InlineData("root@localhost", "localhost", "root", null, false)]
    [InlineData("ssh://localhost", "localhost", null, null, false)]
    public void A_server_is_taken_apart(string text, string host, string? user, int? port, bool isLocal)
    {
        var server = ServerText.Parse("server", text).Value;

        Assert.Equal((text, host, user, port, isLocal), (server.Text, server.Host, server.User, server.Port, server.IsLocal));
    }

    [Theory]
    [InlineData("https://prod")]
    [InlineData("-oProxyCommand=evil")]
    [InlineData("root@-oProxyCommand=evil")]
    [InlineData("-oProxyCommand=evil@prod")]
    [InlineData("prod;reboot")]
    [InlineData("$(reboot)")]
    [InlineData("user:password@prod")]
    [InlineData("ssh://prod/path")]
    public void What_ssh_could_misread_is_refused(string text) => Assert.NotNull(ServerText.Parse("server", text).Complaint);
}
