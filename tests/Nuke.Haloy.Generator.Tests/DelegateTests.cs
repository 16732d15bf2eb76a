using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace Nuke.Haloy.Generator.Tests;

public sealed class DelegateTests
{
    /// <summary>NUKE finds the target behind DependsOn(DeployProduction) by comparing delegates: two looks must give equal ones.</summary>
    [Fact]
    public void Each_look_at_a_build_target_gives_an_equal_delegate()
    {
        var assembly = Load(GeneratorRun.Over(Yaml.TwoTargets));
        var build = Activator.CreateInstance(assembly.GetType("Build")!);
        var targets = assembly.GetType("Nuke.Haloy.IHaloyTargets")!.GetProperties();

        Assert.Equal(Operations.Shared.Count + 2 * Operations.OfTarget.Count, targets.Length);
        Assert.All(targets, target => Assert.Equal(target.GetValue(build), target.GetValue(build)));
        Assert.Equal(targets.Length, targets.Select(target => target.GetValue(build)).Distinct().Count());
    }

    [Fact]
    public void The_values_of_the_file_can_be_used_in_C_sharp()
    {
        var assembly = Load(GeneratorRun.Over(Yaml.TwoTargets));
        var production = assembly.GetType("Nuke.Haloy.HaloyTargets")!.GetProperty("Production")!.GetValue(null)!;

        object? Value(string name) => production.GetType().GetProperty(name)!.GetValue(production);
        Assert.Equal("production", Value("Key"));
        Assert.Equal("prod.example.com", Value("Server"));
        Assert.Equal("rolling", Value("Strategy"));
        Assert.Equal(3, Value("Replicas"));
        Assert.Equal("ghcr.io/my-org/my-app:v1.2.3", Value("Image"));
        Assert.Equal(["my-app.com"], (string[])Value("Domains")!);
        Assert.Equal(true, Value("Protected"));
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("UsEast")]
    [InlineData("us_east")]
    public void A_target_is_found_however_its_name_is_written(string text)
    {
        var target = Parse(text);

        Assert.Equal("us-east", target.GetType().GetProperty("Key")!.GetValue(target));
    }

    [Fact]
    public void A_wrong_name_is_refused_with_the_names_that_exist()
    {
        var problem = Assert.Throws<TargetInvocationException>(() => Parse("prod")).InnerException;

        Assert.IsType<FormatException>(problem);
        Assert.Equal("There is no target 'prod' in deploy/haloy.yaml; it has: production, us-east.", problem.Message);
    }

    private static object Parse(string text) =>
        Load(GeneratorRun.Over(Yaml.TwoTargets)).GetType("Nuke.Haloy.HaloyTarget")!.GetMethod("Parse")!.Invoke(null, [text])!;

    private static Assembly Load(GeneratorRun run)
    {
        using var image = new MemoryStream();
        var emitted = run.Compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext("_build", isCollectible: true).LoadFromStream(image);
    }
}
