using System.Linq;
using System.Text;
using Haloy.Manifest;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator.Tests;

public sealed class EmissionTests
{
    [Fact]
    public void A_file_with_two_targets_gives_the_approved_code() =>
        Approved.Match("two-targets", GeneratorRun.Over(Yaml.TwoTargets).Code);

    [Fact]
    public void The_code_compiles_without_a_warning() => AssertCompiles(GeneratorRun.Over(Yaml.TwoTargets));

    [Fact]
    public void Without_a_file_the_interface_is_there_and_an_information_says_why_it_is_empty()
    {
        var run = GeneratorRun.WithoutFile(new OtherText("/app/haloy.yaml"));

        AssertCompiles(run);
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("HALOY000", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.DoesNotContain("DeployProduction", run.Code);
    }

    [Fact]
    public void A_file_that_appears_gives_its_targets()
    {
        var run = GeneratorRun.WithoutFile().EditYaml(Yaml.TwoTargets);

        AssertCompiles(run);
        Assert.Empty(run.Diagnostics);
        Assert.Contains("Target DeployUsEast ", run.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("targets:\n  a: [\n")]
    [InlineData("\t- : {")]
    [InlineData("- a\n- b\n")]
    public void A_file_that_cannot_be_read_gives_an_interface_without_targets_and_errors_of_ours(string yaml)
    {
        var run = GeneratorRun.Over(yaml);

        AssertCompiles(run);
        Assert.NotEmpty(run.Diagnostics);
        Assert.All(run.Diagnostics, diagnostic => Assert.StartsWith("HALOY", diagnostic.Id));
    }

    [Fact]
    public void A_file_with_a_problem_gives_the_targets_that_could_be_read()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets + "    replica: 2\n");

        AssertCompiles(run);
        Assert.NotEmpty(run.Diagnostics);
        Assert.Contains("Target DeployProduction ", run.Code);
    }

    [Fact]
    public void Names_that_are_taken_get_an_underscore()
    {
        var run = GeneratorRun.Over(Targets("ALL", "key", "haloy-target", "equals", "names", "1st", "value"));

        AssertCompiles(run);
        Assert.Contains("Target DeployALL_ ", run.Code);
        Assert.Contains("Target DeployKey ", run.Code);
        Assert.Contains("HaloyTarget Key_ ", run.Code);
        Assert.Contains("Target Deploy_1st ", run.Code);
    }

    [Fact]
    public void Of_two_targets_with_one_name_the_first_stays()
    {
        var run = GeneratorRun.Over(Targets("us-east", "us_east", "all"));

        AssertCompiles(run);
        Assert.Equal(["HALOY026", "HALOY026"], run.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Contains("DeployAsync(\"us-east\")", run.Code);
        Assert.DoesNotContain("DeployAsync(\"us_east\")", run.Code);
    }

    [Fact]
    public void Two_names_that_differ_in_capitals_only_are_two_targets()
    {
        var run = GeneratorRun.Over(Targets("web", "WEB"));

        AssertCompiles(run);
        Assert.Contains("Target DeployWeb ", run.Code);
        Assert.Contains("Target DeployWEB ", run.Code);
    }

    [Fact]
    public void Whatever_texts_the_file_holds_the_code_compiles() => AssertCompiles(GeneratorRun.Over(
        "name: shop\nserver: \"a\\\"b\\\\c<&>{key}\"\nimage: \"x\\ny\"\n"));

    [Fact]
    public void With_more_than_four_targets_only_Deploy_and_Status_are_listed()
    {
        var four = GeneratorRun.Over(Targets("a", "b", "c", "d"));
        var five = GeneratorRun.Over(Targets("a", "b", "c", "d", "e"));

        Assert.DoesNotContain(".Unlisted()", four.Code);
        var listed = Operations.OfTarget.Where(operation => operation.AlwaysListed).Select(operation => operation.Verb);
        Assert.Equal(["Deploy", "Status"], listed);
        Assert.Equal(5 * (Operations.OfTarget.Count - 2), five.Code.Split(".Unlisted()").Length - 1);
        AssertCompiles(five);
    }

    [Fact]
    public void Every_beginning_of_a_file_is_read_without_a_crash()
    {
        var run = GeneratorRun.Over("");
        for (var length = 1; length <= Yaml.TwoTargets.Length; length += 3)
        {
            run.EditYaml(Yaml.TwoTargets[..length]);
            Assert.Null(run.Result.Exception);
        }
    }

    private static string Targets(params string[] keys)
    {
        var yaml = new StringBuilder("image: \"app:1\"\ntargets:\n");
        foreach (var key in keys)
            yaml.Append("  ").Append(key).Append(":\n    server: ").Append("s-").Append(key.ToLowerInvariant().Replace('_', '-')).Append(".example.com\n");
        return yaml.ToString();
    }

    private static void AssertCompiles(GeneratorRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
