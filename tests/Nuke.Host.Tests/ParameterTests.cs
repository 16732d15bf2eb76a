using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("", "Text=default", "Items=<null>", "ImageTag=latest", "Replicas=<null>", "Local=True", "Host=Terminal")]
    [InlineData("-TEXT hello --count 5 --fast --items", "Text=hello", "Count=5", "Fast=True", "Items=[]")]
    [InlineData("--t-ext one --text two --fast false --count -5", "Text=two", "Fast=False", "Count=3")]
    [InlineData("--text=hello --fast=true --region eu", "Text=default", "Fast=False", "Region=<null>")]
    [InlineData("--text --parts a+b --items a+b --numbers 1 2", "Text=default", "Parts=[a,b]", "Items=[a+b]", "Numbers=[1,2]")]
    [InlineData("--parts a b --wait 00:01:00 --folder /a/../b --paint green", "Parts=[a,b]", "Wait=00:01:00", "Folder=/b", "Paint=Green")]
    [InlineData("--image-tag v1 --replicas 7 --git-hub-token t --acme-region eu", "ImageTag=v1", "Replicas=7", "Token=t", "Region=eu")]
    public async Task Values_come_from_the_command_line(string arguments, params string[] expected)
    {
        var result = await BuildFolder.RunOnceAsync($"Parameterized --no-logo {arguments}".TrimEnd());

        Assert.All(expected, x => Assert.Contains(x, result.Lines));
    }

    [Fact]
    public async Task Values_come_from_the_environment_whatever_the_punctuation()
    {
        using var folder = new BuildFolder
        {
            Variables =
            {
                ["Text"] = "env", ["NUKE_IMAGE_TAG"] = "env", ["PARTS"] = "p+q", ["ITEMS"] = "p q", ["NUMBERS"] = "",
                ["FAST"] = "", ["ACME_REGION"] = "eu", ["CI"] = "true",
            },
        };

        var result = await folder.RunAsync("Parameterized --no-logo");

        string[] expected = ["Text=env", "ImageTag=env", "Parts=[p,q]", "Items=[p q]", "Numbers=[]", "Fast=False", "Region=eu", "Local=True"];
        Assert.All(expected, x => Assert.Contains(x, result.Lines));
    }

    [Fact]
    public async Task GitHub_Actions_is_seen_and_told_of_groups_and_problems()
    {
        using var folder = new BuildFolder { Variables = { ["GITHUB_ACTIONS"] = "true" } };

        var result = await folder.RunAsync("Pipeline All --no-logo");

        Assert.Contains("::group::Compile", result.Lines);
        Assert.Contains("::endgroup::Compile", result.Lines);
        Assert.Contains("::warning::a bit slow", result.Lines);
        Assert.Contains("::error::published, though with an error line", result.Lines);
    }

    [Fact]
    public async Task Two_variables_for_one_parameter_are_warned_about_and_not_used()
    {
        using var folder = new BuildFolder { Variables = { ["image_tag"] = "a", ["NUKE_IMAGETAG"] = "b" } };

        var result = await folder.RunAsync("Parameterized --no-logo");

        Assert.Contains("ImageTag=latest", result.Lines);
        Assert.Contains("[WRN] Could not resolve ImageTag since multiple values are provided", result.Text);
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        using var folder = new BuildFolder
        {
            Parameters = """{ "Text": "file", "Count": 12, "ImageTag": "file", "Paint": "Green", "Parts": ["f"], "Folder": "rel", "Wait": "00:00:05", "count": 99 }""",
            Variables = { ["COUNT"] = "13", ["TEXT"] = "env" },
        };

        var result = await folder.RunAsync("Parameterized --no-logo --text cli");

        Assert.Contains("Text=cli", result.Lines);
        Assert.Contains("Count=13", result.Lines);
        Assert.Contains("ImageTag=file", result.Lines);
        Assert.Contains("Paint=Green", result.Lines);
        Assert.Contains("Parts=[f]", result.Lines);
        Assert.Contains("Wait=00:00:05", result.Lines);
        Assert.Contains($"Folder={folder.Path}/rel", result.Lines);
    }

    [Theory]
    [InlineData("--count abc", "Parameterized.Count", "Value 'abc' could not be converted to 'int?'", "Count=3")]
    [InlineData("--replicas 1 2", "IImage.Replicas", "Value [ 1, 2 ] cannot be assigned to 'int?'", "Replicas=<null>")]
    public async Task A_value_that_is_none_is_a_warning_and_the_default_stays(string arguments, string member, string reason, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"Parameterized {arguments} --no-logo");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"[WRN] Could not inject value for {member}", result.Text);
        Assert.Contains(reason, result.Lines);
        Assert.Contains(expected, result.Lines);
    }

    [Fact]
    public async Task A_provider_of_values_must_be_of_exactly_one_type()
    {
        var result = await BuildFolder.RunOnceAsync("Parameterized --no-logo");

        Assert.Contains("[WRN] Could not resolve value-set for Parameterized.Place", result.Text);
        Assert.Contains("System.ArgumentException: Value provider 'Places' must be of type 'IEnumerable<string>'", result.Lines);
    }

    [Theory]
    [InlineData("Push", "Target 'Push' requires member 'Key' to be not null or empty")]
    [InlineData("Push --key", "Target 'Push' requires member 'Key' to be not null or empty")]
    [InlineData("Weigh", "Target 'Weigh' requires member 'Amount' to be not null or empty")]
    [InlineData("Odd", "Member 'NotParameter' is required from target 'Odd' but not marked with an injection attribute.")]
    public async Task What_a_scheduled_target_requires_is_asked_for_before_anything_runs(string arguments, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"Demanding {arguments} --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal(expected, result.Lines[0]);
        Assert.Equal([$"{arguments.Split(' ')[0]} NotRun"], result.Summary);
    }

    [Theory]
    [InlineData("Free", "Free")]
    [InlineData("Push --key x", "Push")]
    [InlineData("Limit --amount 3", "Limit")]
    [InlineData("Limit --amount 1", "")]
    public async Task Requirements_that_hold_or_are_not_asked_for_stop_nothing(string arguments, string expected)
        => Assert.Equal(expected, (await BuildFolder.RunOnceAsync($"Demanding {arguments} --no-logo")).Ran);
}
