using System.Linq;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Tests.Planning;

public sealed class ConfigurationChangeTests
{
    private const string Before = """
        { "replicas": 1, "image": { "tag": "1" }, "domains": [ { "domain": "a.com", "aliases": [] } ], "volumes": [],
          "env": [ { "name": "LEVEL", "value": "info" }, { "name": "GONE", "value": "x" }, { "name": "KEY", "from": { "secret": "env:KEY" } } ] }
        """;

    [Fact]
    public void What_differs_is_told_by_path_and_variables_by_name()
    {
        const string after = """
            { "replicas": 3, "image": { "tag": "1" }, "domains": [ { "domain": "b.com", "aliases": [] } ], "volumes": [ "data:/data" ],
              "env": [ { "name": "KEY", "from": { "secret": "env:KEY" } }, { "name": "LEVEL", "value": "warn" }, { "name": "NEW", "value": "<ü>" } ] }
            """;

        Assert.Equal(
            [
                "replicas: 1 -> 3",
                """domains: [{"domain":"a.com","aliases":[]}] -> [{"domain":"b.com","aliases":[]}]""",
                """volumes: [] -> ["data:/data"]""",
                "env.LEVEL: \"info\" -> \"warn\"",
                "env.NEW:  -> \"<ü>\"",
                "env.GONE: \"x\" -> ",
            ],
            ConfigurationChange.Between(Before, after).Select(c => $"{c.Path}: {c.Before} -> {c.After}"));
    }

    [Fact]
    public void The_same_configuration_has_no_changes() => Assert.Empty(ConfigurationChange.Between(Before, Before));

    [Fact]
    public void A_label_that_is_none_makes_everything_new() =>
        Assert.Equal([null, null], ConfigurationChange.Between("{ broken", """{ "replicas": 1, "tls": "off" }""").Select(c => c.Before));
}
