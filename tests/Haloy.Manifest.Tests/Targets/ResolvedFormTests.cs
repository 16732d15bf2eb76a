using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Haloy.Conformance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using YamlDotNet.RepresentationModel;

namespace Haloy.Manifest.Tests.Targets;

public sealed class ResolvedFormTests
{
    private const string Text = """
        secret_providers:
          onepassword: { prod-db: { vault: Production, item: db } }
        global_pre_deploy: ["echo 'a: b' # c", "line\nnext"]
        targets:
          production:
            server: prod.haloy.com
            replicas: 3
            image:
              repository: ghcr.io/my-org/my-app
              tag: v1.2.3
              registry: { username: bot, password: { from: { secret: "nuke:Token" } } }
            domains: [{ domain: my-app.com, aliases: [www.my-app.com] }]
            env:
              - { name: NODE_ENV, value: "pro\"du\\ction\t\u0001é" }
              - { name: DATABASE_URL, from: { secret: "onepassword:prod-db.url" } }
          "my shop":
            name: shop
            volumes: ["data:/data:ro"]
        """;

    [Fact]
    public void The_json_is_one_line_in_the_order_of_the_specification()
    {
        var json = ResolvedJson.Write(ManifestReader.Read(Text).Resolved!);

        Assert.DoesNotContain('\n', json);
        Assert.Equal(["global_pre_deploy", "global_post_deploy", "targets"], JsonNode.Parse(json)!.AsObject().Select(entry => entry.Key));
        Assert.StartsWith(
            """{"name":"production","server":"prod.haloy.com","deployment_strategy":"rolling","naming_strategy":"dynamic","max_surge":"1","replicas":3,"port":8080,"health_check_path":"/",""",
            JsonNode.Parse(json)!["targets"]!["production"]!.ToJsonString(),
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_yaml_says_the_same_as_the_json_for_every_case()
    {
        var texts = new[] { CaseFolders.Own(), CaseFolders.Shared() }.OfType<string>().SelectMany(CaseFolders.CasesIn)
            .Select(path => ConformanceCase.Load(path).Configuration)
            .Append(Text);
        var resolved = texts.Select(text => ManifestReader.Read(text).Resolved).OfType<ResolvedManifest>().ToList();

        Assert.NotEmpty(resolved);
        Assert.All(resolved, manifest =>
        {
            var json = JsonNode.Parse(ResolvedJson.Write(manifest));
            Assert.True(JsonNode.DeepEquals(json, FromYaml(ResolvedYaml.Write(manifest))), json!.ToJsonString());
        });
    }

    [Fact]
    public void The_yaml_reads_well()
    {
        var yaml = ResolvedYaml.Write(ManifestReader.Read(Text).Resolved!);

        Assert.Contains("\n  production:\n    name: \"production\"\n    server: \"prod.haloy.com\"\n", yaml, System.StringComparison.Ordinal);
        Assert.Contains("\n    domains:\n      - domain: \"my-app.com\"\n        aliases:\n          - \"www.my-app.com\"\n", yaml, System.StringComparison.Ordinal);
        Assert.Contains("\n  \"my shop\":\n", yaml, System.StringComparison.Ordinal);
    }

    private static JsonNode? FromYaml(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return FromYaml(stream.Documents[0].RootNode);
    }

    private static JsonNode? FromYaml(YamlDotNet.RepresentationModel.YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, FromYaml(entry.Value)))),
        YamlSequenceNode list => new JsonArray(list.Children.Select(FromYaml).ToArray()),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } word => JsonNode.Parse(word.Value!),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new JsonException(),
    };
}
