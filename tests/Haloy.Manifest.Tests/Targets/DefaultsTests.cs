using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Targets;

/// <summary>Pins the defaults of spec/configuration.md §2 and §3: a change here is a change for every user.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Every_default_is_what_the_specification_says()
    {
        Assert.Equal("localhost", Defaults.Server);
        Assert.Equal(1, Defaults.Replicas);
        Assert.Equal(8080, Defaults.Port);
        Assert.Equal("/", Defaults.HealthCheckPath);
        Assert.Equal(60, Defaults.HealthCheckTimeoutSeconds);
        Assert.Equal(0, Defaults.MinReadySeconds);
        Assert.Equal(10, Defaults.DrainSeconds);
        Assert.Equal(20, Defaults.StopGraceSeconds);
        Assert.Equal("haloy", Defaults.Network);
        Assert.Equal("latest", Defaults.Tag);
        Assert.Equal(".", Defaults.BuildContext);
        Assert.Equal("Dockerfile", Defaults.Dockerfile);
        Assert.Equal(6, Defaults.HistoryCount);
    }

    [Fact]
    public void A_file_that_says_only_its_name_has_all_defaults()
    {
        var read = Assert.Single(ManifestReader.Read("name: shop\n").Resolved!.Targets);

        Assert.Equal(
            new TargetSpec
            {
                Key = "shop",
                Name = "shop",
                Server = new ServerAddress { Text = "localhost", Host = "localhost", IsLocal = true },
                Image = new ImageSpec { Repository = "shop", Tag = "latest", Reference = "shop:latest", Builder = new BuilderSpec() },
            },
            read);
    }

    [Fact]
    public void Reading_twice_gives_equal_values()
    {
        const string Text = "image: nginx\nenv: [{ name: A, value: '${B}' }, { name: B, from: { env: B } }]\ntargets:\n  a: { domains: [a.example.com] }\n";

        Assert.Equal(ManifestReader.Read(Text).Resolved!, ManifestReader.Read(Text).Resolved!);
        Assert.Equal(ManifestReader.Read(Text).Resolved!.GetHashCode(), ManifestReader.Read(Text).Resolved!.GetHashCode());
    }
}
