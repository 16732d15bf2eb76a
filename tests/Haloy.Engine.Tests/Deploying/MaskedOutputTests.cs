using Haloy.Engine.Deploying;

namespace Haloy.Engine.Tests.Deploying;

public sealed class MaskedOutputTests
{
    [Theory]
    [InlineData("#7 [2/2] RUN fetch --token s3cr\"et", "#7 [2/2] RUN fetch --token ***")]
    [InlineData("RUN [\"fetch\", \"s3cr\\\"et\"]", "RUN [\"fetch\", \"***\"]")]
    [InlineData("-----BEGIN KEY-----", "***")]
    [InlineData("  MIIBVgIBADAN  ", "  ***  ")]
    [InlineData("}", "}")]
    [InlineData("nothing of it", "nothing of it")]
    public void Secrets_are_hidden_in_every_form_that_a_builder_prints(string line, string shown) =>
        Assert.Equal(shown, new MaskedOutput(["s3cr\"et", "-----BEGIN KEY-----\r\nMIIBVgIBADAN\n}"]).Of(line));

    [Fact]
    public void The_longer_of_two_secrets_is_hidden_whole() =>
        Assert.Equal("*** and ***", new MaskedOutput(["abc", "abcdef", ""]).Of("abcdef and abc"));
}
