using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Schema.Tests.Documented;
using Haloy.Schema.Tests.Validating;

namespace Haloy.Schema.Tests;

/// <summary>docs/haloy.yaml with one thing wrong, everywhere in turn.</summary>
public sealed class RejectionTests
{
    private static readonly string[] MapsByName = ["images", "targets", "secret_providers.onepassword", "secret_providers.sops"];

    private static JsonNode Example() => new YamlToJson().Convert(AnnotatedExample.Instance.Text)!;

    public static TheoryData<string> Maps() =>
        [.. All(Example()).OfType<JsonObject>().Select(Pointer).Where(path => !MapsByName.Contains(path))];

    public static TheoryData<string> Values() =>
        [.. All(Example()).Where(node => node.Parent is not null).Select(Pointer).Where(path => !path.EndsWith("api_token", System.StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Maps))]
    public void An_unknown_key_is_rejected(string path)
    {
        var example = Example();
        ((JsonObject)At(example, path))["surprise"] = "?";

        Assert.NotEmpty(SchemaFile.Complaints(example));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_list_of_lists_is_rejected(string path)
    {
        var example = Example();
        At(example, path).ReplaceWith(new JsonArray(new JsonArray()));

        Assert.NotEmpty(SchemaFile.Complaints(example));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_map_of_lists_is_rejected(string path)
    {
        var example = Example();
        At(example, path).ReplaceWith(new JsonObject { ["surprise"] = new JsonArray(new JsonArray()) });

        Assert.NotEmpty(SchemaFile.Complaints(example));
    }

    [Theory]
    [InlineData("targets")]
    [InlineData("images")]
    [InlineData("secret_providers")]
    [InlineData("global_pre_deploy")]
    [InlineData("global_post_deploy")]
    public void What_stands_only_at_the_top_level_is_rejected_in_a_target(string key)
    {
        var example = Example();
        example["targets"]!["production"]![key] = null;

        Assert.NotEmpty(SchemaFile.Complaints(example));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("image: nginx")]
    [InlineData("targets: {}")]
    [InlineData("targets:")]
    [InlineData("name:")]
    public void A_file_without_targets_needs_a_name(string yaml) => Assert.NotEmpty(SchemaFile.Complaints(yaml));

    [Theory]
    [InlineData("name: shop")]
    [InlineData("targets: { production: }")]
    [InlineData("targets: { production: {} }")]
    [InlineData("{ name: shop, targets: }")]
    public void A_name_or_one_target_is_enough(string yaml) => Assert.Empty(SchemaFile.Complaints(yaml));

    private static string Pointer(JsonNode node) => node.GetPath().Replace("$.", "", System.StringComparison.Ordinal);

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject map => [node, .. map.SelectMany(entry => entry.Value is { } value ? All(value) : [])],
        JsonArray list => [node, .. list.SelectMany(item => item is { } value ? All(value) : [])],
        _ => [node],
    };

    private static JsonNode At(JsonNode root, string path) => All(root).Single(node => Pointer(node) == path);
}
