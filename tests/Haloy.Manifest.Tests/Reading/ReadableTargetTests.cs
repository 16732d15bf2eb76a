using System.Linq;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Tests.Reading;

public sealed class ReadableTargetTests
{
    [Fact]
    public void A_wrong_value_hides_no_target() =>
        Assert.Equal(["a", "b"], Keys("image: nginx\ntargets:\n  a:\n    replicas: many\n  b:\n    server: 'https://b'\n"));

    [Fact]
    public void Of_two_targets_with_one_build_target_name_the_first_is_readable() =>
        Assert.Equal(["us-east"], Keys("image: nginx\ntargets:\n  us-east: { server: a }\n  us_east: { server: b }\n"));

    [Fact]
    public void A_broken_line_in_one_target_hides_no_target() =>
        Assert.Equal(["a", "b"], Keys("image: nginx\ntargets:\n  a:\n    server:a.example.com\n    replicas: 2\n  b:\n    pre_deploy: - make\n"));

    [Fact]
    public void A_tab_hides_no_target() =>
        Assert.Equal(["a", "b"], Keys("image: nginx\ntargets:\n  a:\n    server: a\n\treplicas: 2\n  b:\n    server: b\n"));

    [Fact]
    public void What_follows_from_a_guess_is_not_reported() =>
        Assert.Single(ManifestReader.Read("name: shop\nserver: a.example.com\n  replica: 2\n").Problems);

    [Fact]
    public void A_file_with_problems_resolves_to_nothing() =>
        Assert.Null(ManifestReader.Read("name: shop\nport: 0\n").Resolved);

    [Fact]
    public void A_warning_is_no_error()
    {
        var reading = ManifestReader.Read("name: shop\nimage: nginx\napi_token: x\n");

        Assert.False(reading.HasErrors);
        Assert.Single(reading.Problems);
        Assert.NotNull(reading.Resolved);
    }

    private static string[] Keys(string text)
    {
        var reading = ManifestReader.Read(text);
        Assert.True(reading.HasErrors);
        return reading.ReadableTargets.Select(target => target.Key).ToArray();
    }
}
