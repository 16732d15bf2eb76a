using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Targets;

public sealed class TargetNamingTests
{
    [Theory]
    [InlineData("production", "Production")]
    [InlineData("us-east", "UsEast")]
    [InlineData("us_east", "UsEast")]
    [InlineData("us--east-", "UsEast")]
    [InlineData("us.east 1", "UsEast1")]
    [InlineData("eu1west", "Eu1west")]
    [InlineData("1st", "_1st")]
    [InlineData("-1-2", "_12")]
    [InlineData("usEast", "UsEast")]
    [InlineData("DEV", "DEV")]
    [InlineData("höhe", "Höhe")]
    [InlineData("--", "")]
    [InlineData("", "")]
    [InlineData("😀", "")]
    public void A_key_becomes_an_identifier(string key, string name) => Assert.Equal(name, TargetNaming.PascalCase(key));
}
