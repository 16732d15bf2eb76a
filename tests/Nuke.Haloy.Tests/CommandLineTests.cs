namespace Nuke.Haloy.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void It_is_read_as_NUKE_reads_it()
    {
        var line = new CommandLine(["DeployAll", "--haloy-targets", "a", "b", "-NOLOGS", "--haloytargets", "c"]);

        Assert.Equal(["c"], line.Values("HaloyTargets"));
        Assert.Equal([], line.Values("NoLogs"));
        Assert.Null(line.Values("DeployAll"));
        Assert.Equal(["--haloy-targets", "-NOLOGS", "--haloytargets"], line.Typed);
    }

    [Theory]
    [InlineData("prod", "production")]
    [InlineData("stagging", "staging")]
    [InlineData("Production", "production")]
    [InlineData("database", null)]
    public void What_was_meant_is_found_when_it_is_near(string text, string? meant) =>
        Assert.Equal(meant, Nearest.To(text, ["production", "staging"]));
}
