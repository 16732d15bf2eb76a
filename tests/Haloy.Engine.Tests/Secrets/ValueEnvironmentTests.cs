using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Engine.Secrets;
using Xunit;

namespace Haloy.Engine.Tests.Secrets;

public sealed class ValueEnvironmentTests
{
    [Fact]
    public void A_nearer_file_wins_and_the_real_environment_always()
    {
        var environment = ValueEnvironment.Of(
            [(".env", "A=1\nB=1\nC=1\nD=1"), (".env.local", "B=2\nC=2\nD=2"), (".env.production", "C=3\nD=3"), (".env.production.local", "D=4\nE=4")],
            new Dictionary<string, string> { ["E"] = "real", ["F"] = "" });

        Assert.Equal(["1", "2", "3", "4", "real"], new[] { "A", "B", "C", "D", "E" }.Select(environment.Find));
        Assert.Equal("", environment.Find("F"));
        Assert.Null(environment.Find("G"));
        Assert.Equal("4", environment.FileVariables["E"]);
    }

    [Fact]
    public void Only_the_files_of_the_target_are_read()
    {
        var directory = Directory.CreateTempSubdirectory("hs-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, ".env"), "A=base");
            File.WriteAllText(Path.Combine(directory, ".env.staging"), "A=staging");
            File.WriteAllText(Path.Combine(directory, ".env.production.local"), "B=local\noops");

            var environment = ValueEnvironment.Read(directory, "production", new Dictionary<string, string>());

            Assert.Equal(("base", "local"), (environment.Find("A"), environment.Find("B")));
            Assert.Equal([".env.production.local(2): after `oops` comes `=` and its value. Write oops=value."], environment.Problems.Select(problem => problem.ToString()));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("production", ".env .env.local .env.production .env.production.local")]
    [InlineData("../up", ".env .env.local")]
    public void A_target_names_its_files_in_the_configurations_directory(string target, string expected) =>
        Assert.Equal(expected, string.Join(' ', ValueEnvironment.FileNames(target)));
}
