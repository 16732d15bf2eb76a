using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;
using Haloy.Schema.Tests.Documented;

namespace Haloy.Schema.Tests;

/// <summary>The defaults that docs/haloy.yaml states are those that apply.</summary>
public sealed class DefaultsTests
{
    private static readonly AnnotatedExample Example = AnnotatedExample.Instance;

    private static readonly Dictionary<string, string> Places = new()
    {
        [nameof(Defaults.Server)] = "server",
        [nameof(Defaults.Replicas)] = "replicas",
        [nameof(Defaults.Port)] = "port",
        [nameof(Defaults.HealthCheckPath)] = "health_check_path",
        [nameof(Defaults.HealthCheckTimeoutSeconds)] = "health_check_timeout_seconds",
        [nameof(Defaults.MinReadySeconds)] = "min_ready_seconds",
        [nameof(Defaults.DrainSeconds)] = "drain_seconds",
        [nameof(Defaults.StopGraceSeconds)] = "stop_grace_seconds",
        [nameof(Defaults.Network)] = "network",
        [nameof(Defaults.Tag)] = "image.tag",
        [nameof(Defaults.BuildContext)] = "image.builder.context",
        [nameof(Defaults.Dockerfile)] = "image.builder.dockerfile",
        [nameof(Defaults.HistoryCount)] = "image.history.count",
    };

    public static TheoryData<string> Constants() =>
        [.. typeof(Defaults).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.Name)];

    [Theory]
    [MemberData(nameof(Constants))]
    public void The_comment_states_the_default(string constant)
    {
        Assert.True(Places.TryGetValue(constant, out var path), $"`Defaults.{constant}` is new: say in this test which key of docs/haloy.yaml it is about.");

        var value = typeof(Defaults).GetField(constant)!.GetValue(null)!.ToString()!;

        // A default that depends on something has its value first: `/ if there are domains, otherwise none`.
        Assert.Equal(value, Example.At(path!).Type.Default?.Split(" if ")[0]);
    }

    public static TheoryData<string> DocumentedDefaults() =>
        [.. Example.Keys().Where(key => key.Type.FixedDefault is not null && key.Path != "env.build_arg").Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(DocumentedDefaults))]
    public void The_stated_default_is_what_the_reader_resolves_to(string path)
    {
        var resolved = ResolvedJson.Write(ManifestReader.Read("name: shop\nimage: { builder: {} }").Resolved!);
        JsonNode? value = JsonNode.Parse(resolved)!["targets"]!["shop"];
        foreach (var name in path.Split('.'))
            value = value?[name];

        Assert.Equal(Example.At(path).Type.Default, value?.ToString());
    }

    [Fact]
    public void The_rollback_follows_the_strategy_as_its_comment_says()
    {
        Assert.Equal("true if the strategy is rolling, otherwise false", Example.At("rollback_on_failure").Type.Default);
        Assert.True(Resolve("rolling").RollbackOnFailure);
        Assert.False(Resolve("replace").RollbackOnFailure);
    }

    private static TargetSpec Resolve(string strategy) =>
        ManifestReader.Read($"name: shop\ndeployment_strategy: {strategy}").Resolved!.Targets[0];
}
