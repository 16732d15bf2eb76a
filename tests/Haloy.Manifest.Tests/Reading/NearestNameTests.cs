using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Tests.Reading;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("replica", "replicas")]
    [InlineData("repilcas", "replicas")]
    [InlineData("minReadySeconds", "min_ready_seconds")]
    [InlineData("min-ready-seconds", "min_ready_seconds")]
    [InlineData("MIN_READY_SECONDS", "min_ready_seconds")]
    [InlineData("prot", "port")]
    [InlineData("ports", "port")]
    [InlineData("environment", "env")]
    [InlineData("domain", "domains")]
    [InlineData("health_check", "health_check_path")]
    [InlineData("strategy", "deployment_strategy")]
    [InlineData("sever", "server")]
    public void The_name_that_was_meant_is_found(string word, string name) => Assert.Equal(name, NearestName.Of(word, Keys.Target));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("memory")]
    [InlineData("--")]
    public void A_word_that_resembles_none_suggests_none(string word) => Assert.Null(NearestName.Of(word, Keys.Target));
}
