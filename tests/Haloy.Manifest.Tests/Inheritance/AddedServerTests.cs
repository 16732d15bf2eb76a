using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Inheritance;

public sealed class AddedServerTests
{
    [Theory]
    [InlineData("prod", "deploy@10.0.0.7:2222")]
    [InlineData("PROD", "deploy@10.0.0.7:2222")]
    [InlineData("root@prod", "root@10.0.0.7:2222")]
    [InlineData("prod:22", "deploy@10.0.0.7:22")]
    [InlineData("other", "@other:")]
    public void A_name_of_the_users_stands_for_the_server_that_was_added(string stated, string expected)
    {
        var server = Read($"image: a\ntargets:\n  web: {{ server: '{stated}' }}\n").Resolved!.Targets[0].Server;

        Assert.Equal((stated, expected), (server.Text, $"{server.User}@{server.Host}:{server.Port}"));
    }

    [Fact]
    public void Two_targets_are_on_the_same_server_though_one_names_it_and_the_other_says_its_host()
    {
        var problems = Read("""
            image: a
            targets:
              one: { server: prod, name: shop, domains: [ a.example.com ] }
              two: { server: 10.0.0.7, name: shop, domains: [ a.example.com ] }
            """).Problems;

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.Message.Contains("The app name `shop` stands twice"));
        Assert.Contains(problems, problem => problem.Message.Contains("The host `a.example.com` stands twice"));
    }

    private static ManifestReading Read(string yaml) => ManifestReader.Read(yaml, new OneAdded());

    private sealed class OneAdded : IManifestSurroundings
    {
        public bool FileExists(string relativePath) => true;

        public bool DirectoryExists(string relativePath) => true;

        public ServerAddress? FindServer(string name) =>
            name == "prod" ? ServerAddress.Read("deploy@10.0.0.7:2222", out _) : null;
    }
}
