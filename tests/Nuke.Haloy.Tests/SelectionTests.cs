using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Nuke.Haloy.Tests;

public sealed class SelectionTests
{
    private static readonly ResolvedManifest _manifest = ManifestReader.Read("""
        image: "app:1"
        targets:
          production:
            server: "prod.example.com"
          us-east:
            server: "east.example.com"
        """).Resolved!;

    [Theory]
    [InlineData("us-east")]
    [InlineData("UsEast")]
    [InlineData("us_east")]
    public void A_target_is_found_however_its_name_is_written(string text) =>
        Assert.Equal("us-east", Selection.Named(_manifest, text));

    [Fact]
    public void A_target_that_does_not_exist_is_refused_with_those_that_do()
    {
        var failure = Assert.Throws<HaloyFailure>(() => Selection.Named(_manifest, "prod"));

        Assert.Equal(
            "Target 'prod' not found. Did you mean 'production'? The configuration has: production, us-east.", failure.Message);
    }

    [Fact]
    public void A_failure_is_printed_without_a_stack_trace() =>
        Assert.Equal("what to do", Assert.Throws<HaloyFailure>((System.Action)(() => throw new HaloyFailure("what to do"))).ToString());

    [Fact]
    public void The_generated_values_are_those_of_the_file()
    {
        Assert.Equal(["production", "us-east"], HaloyTargets.Names);
        Assert.Equal("Nuke.Haloy.Tests/haloy.yaml", HaloyTargets.ConfigurationFile);
        Assert.True(HaloyTargets.Production.Protected);
        Assert.Equal("UsEast", HaloyTargets.UsEast.Name);
    }
}
