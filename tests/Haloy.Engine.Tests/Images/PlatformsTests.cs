using Haloy.Engine.Images;

namespace Haloy.Engine.Tests.Images;

/// <summary>What runs where.</summary>
public sealed class PlatformsTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/amd64", "amd64", true)]
    [InlineData("linux/amd64", "linux/386", true)]
    [InlineData("linux/arm64", "linux/arm64/v8", true)]
    [InlineData("linux/arm64", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm64", false)]
    [InlineData("linux/amd64", "linux/arm64", false)]
    [InlineData("linux/386", "linux/amd64", false)]
    public void A_platform_runs_its_own_and_the_narrower_ones(string platform, string other, bool expected) =>
        Assert.Equal(expected, Platforms.CanRun(platform, other));
}
