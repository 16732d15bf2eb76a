using System.Linq;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Tests.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Deploying;

public sealed class ImageFitnessTests
{
    private static readonly ImageDetails s_image = new() { Id = "sha256:1", Os = "linux", Architecture = "amd64" };

    [Theory]
    [InlineData("linux/amd64", "amd64")]
    [InlineData("linux/amd64", "386")]
    [InlineData("linux/arm64", "arm")]
    [InlineData("linux/arm/v7", "arm")]
    [InlineData("linux/riscv64", "")]
    public void What_the_servers_processor_runs_is_fine(string platform, string architecture) =>
        Assert.Empty(ImageFitness.Check(A.Target(), s_image with { Architecture = architecture }, platform));

    [Fact]
    public void An_image_for_another_processor_is_refused() => Assert.Equal(
        "shop:1 is an image for linux/arm64, and the server web1 runs linux/amd64: its programs cannot start there. "
        + "Deploy one that was built for linux/amd64, or an image for several platforms.",
        Assert.Throws<ImageException>(() => ImageFitness.Check(A.Target(), s_image with { Architecture = "arm64" }, "linux/amd64")).Message);

    [Fact]
    public void A_platform_that_the_file_states_is_only_warned_of()
    {
        var target = A.Target();
        target = target with { Image = target.Image with { Builder = new() { Platform = "linux/arm64" } } };

        Assert.Equal(
            "shop:1 is an image for linux/arm64, as `platform` says; the server web1 runs linux/amd64 and needs QEMU to start it.",
            Assert.Single(ImageFitness.Check(target, s_image with { Architecture = "arm64" }, "linux/amd64")));
    }

    [Fact]
    public void A_port_that_the_image_does_not_expose_is_warned_of()
    {
        var image = s_image with { Config = new() { ExposedPorts = ["80/tcp", "53/udp"] } };

        Assert.Equal(
            "shop:1 says that it listens on 80 (EXPOSE), and `port` is 8080. If it does not become healthy, state `port: 80`.",
            Assert.Single(ImageFitness.Check(A.Target(), image, "linux/amd64")));
        Assert.Empty(ImageFitness.Check(A.Target() with { Port = 80 }, image, "linux/amd64"));
        Assert.Empty(ImageFitness.Check(A.Target(domain: null), image, "linux/amd64"));
        Assert.Empty(ImageFitness.Check(A.Target(), s_image, "linux/amd64"));
    }
}
