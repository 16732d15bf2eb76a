using System.Collections.Generic;
using Haloy.Engine.Images;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Images;

public sealed class BuildCommandLineTests
{
    [Fact]
    public void What_the_file_states_is_an_argument_and_every_other_value_only_a_name() => Assert.Equal(
        ["build", "--tag", "my/app:1", "--file", "src/Dockerfile.prod", "--iidfile", "id", "--target", "final",
            "--build-arg", "PLAIN=a \"quoted\" = 'value'\nof two lines", "--build-arg", "TOKEN", "--build-arg", "FROM_CALLER", "src"],
        Line(new() { Context = "src", Dockerfile = "Dockerfile.prod", Target = "final" }, null, hasBuildx: false,
            new("PLAIN", "a \"quoted\" = 'value'\nof two lines", BuildArgumentKind.Stated),
            new("TOKEN", "hidden", BuildArgumentKind.Secret),
            new("FROM_CALLER", "seen", BuildArgumentKind.PassedThrough)));

    [Fact]
    public void BuildKit_is_told_to_load_the_image_and_for_which_platform() => Assert.Equal(
        ["buildx", "build", "--load", "--tag", "my/app:1", "--file", "./Dockerfile", "--iidfile", "id", "--platform", "linux/arm64", "."],
        Line(new(), "linux/arm64", hasBuildx: true));

    [Fact]
    public void The_Dockerfile_of_a_repository_elsewhere_is_sought_there() => Assert.Equal(
        ["build", "--tag", "my/app:1", "--file", "Dockerfile", "--iidfile", "id", "https://git.example.com/app.git#main"],
        Line(new() { Context = "https://git.example.com/app.git#main" }, null, hasBuildx: false));

    [Fact]
    public void A_build_argument_prints_its_name_alone() =>
        Assert.Equal("TOKEN", new BuildArgument("TOKEN", "hidden", BuildArgumentKind.Secret).ToString());

    private static IEnumerable<string> Line(BuilderSpec builder, string? platform, bool hasBuildx, params BuildArgument[] args) =>
        BuildCommandLine.For(new BuildOrder("my/app:1", builder, platform ?? "linux/amd64", args.ToEquatableArray()), platform, hasBuildx, "id");
}
