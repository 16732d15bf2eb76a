using System.Text.Json;
using Haloy.Engine.Secrets;
using Xunit;

namespace Haloy.Engine.Tests.Secrets;

public sealed class SecretTests
{
    [Fact]
    public void A_secret_prints_as_a_mask_wherever_it_is_printed()
    {
        var secret = new Secret("s3cret");
        var variable = new ResolvedVariable("PASSWORD", secret);

        Assert.Equal("***", $"{secret}");
        Assert.Equal("PASSWORD=***", $"{variable}");
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(variable), System.StringComparison.Ordinal);
        Assert.Equal("s3cret", variable.Reveal());
    }

    [Fact]
    public void A_plain_value_prints_as_it_is() => Assert.Equal("MODE=production", $"{new ResolvedVariable("MODE", "production")}");
}
