using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.House.Tests;

/// <summary>The package's .targets, in a project that has nothing but them.</summary>
public sealed class PackageTargetsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("haloy-targets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Nuke.Common.dll", "")]
    [InlineData("Fallout.Common.dll", "HALOY_ON_FALLOUT")]
    public async Task The_host_that_the_project_references_decides_which_names_are_compiled(string library, string symbol)
    {
        var answer = await EvaluateAsync($"""<ItemGroup><ReferencePath Include="{library}" /></ItemGroup>""");

        Assert.Equal(symbol, (string?)answer["Properties"]!["DefineConstants"]);
    }

    [Theory]
    [InlineData("NukeRootDirectory")]
    [InlineData("FalloutRootDirectory")]
    public async Task The_configuration_is_looked_for_in_the_root_of_either_host(string property)
    {
        _folder.CreateSubdirectory("root");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "root", "haloy.yaml"), "name: app\n", TestContext.Current.CancellationToken);

        var answer = await EvaluateAsync($"<PropertyGroup><{property}>root</{property}></PropertyGroup>");

        var file = answer["Items"]!["AdditionalFiles"]![0]!;
        Assert.Equal(Path.Combine(_folder.FullName, "root", "haloy.yaml"), (string?)file["FullPath"]);
        Assert.Equal("haloy.yaml", (string?)file["HaloyManifestPath"]);
    }

    private async Task<JsonNode> EvaluateAsync(string content)
    {
        var project = Path.Combine(_folder.FullName, "build.proj");
        var targets = Repository.PathOf("src/Nuke.Haloy/buildTransitive/Nuke.Haloy.targets");
        await File.WriteAllTextAsync(project, $"""<Project>{content}<Import Project="{targets}" /></Project>""");
        var start = new ProcessStartInfo(
            "dotnet", ["msbuild", project, "-nologo", "-target:HaloyHost", "-getProperty:DefineConstants", "-getProperty:MSBuildProjectName", "-getItem:AdditionalFiles"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        return JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!;
    }
}
