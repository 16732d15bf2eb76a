using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Haloy.Manifest.Reading;
using Haloy.Schema.Tests.Documented;

namespace Haloy.Schema.Tests;

/// <summary>The reader and docs/haloy.yaml know the same keys.</summary>
public sealed class KeysTests
{
    private static readonly AnnotatedExample Example = AnnotatedExample.Instance;

    // Each list of the reader's keys, and the key of the example whose maps it is about.
    private static readonly Dictionary<string, string> Places = new()
    {
        [nameof(Keys.Image)] = "image",
        [nameof(Keys.Builder)] = "image.builder",
        [nameof(Keys.BuildArg)] = "image.builder.args",
        [nameof(Keys.Registry)] = "image.registry",
        [nameof(Keys.ValueSource)] = "image.registry.username",
        [nameof(Keys.History)] = "image.history",
        [nameof(Keys.Domain)] = "domains",
        [nameof(Keys.EnvEntry)] = "env",
        [nameof(Keys.From)] = "env.from",
        [nameof(Keys.SecretProviders)] = "secret_providers",
        [nameof(Keys.OnePasswordSource)] = "secret_providers.onepassword",
        [nameof(Keys.SopsSource)] = "secret_providers.sops",
    };

    public static TheoryData<string> Lists() =>
        [.. typeof(Keys).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Where(property => typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType))
            .Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_example_has_every_key_that_the_reader_knows_and_no_other(string list)
    {
        var known = (IEnumerable<string>)typeof(Keys).GetProperty(list)!.GetValue(null)!;

        Assert.Equal(known.Order(), DocumentedIn(list).Order());
    }

    [Fact]
    public void No_map_of_the_example_is_without_its_list_in_the_reader()
    {
        var described = Example.Maps().Select(map => map.Path).Where(path => path.Length > 0);

        Assert.Equal(Places.Values.Order(), described.Order());
    }

    private static IEnumerable<string> DocumentedIn(string list) => list switch
    {
        nameof(Keys.Target) => Example.Target.Names,
        nameof(Keys.TopLevelOnly) => Example.TopLevelOnly.Names,
        nameof(Keys.TopLevel) => Example.TopLevelOnly.Names.Concat(Example.Target.Names),
        _ when Places.TryGetValue(list, out var path) => Example.At(path).Map.Names,
        _ => throw new KeyNotFoundException($"`Keys.{list}` is new: say in this test which key of docs/haloy.yaml it is about."),
    };
}
