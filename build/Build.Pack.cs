using System;
using Nuke.Common;
using Nuke.Common.IO;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The packages: made, and tried as a user would.</summary>
sealed partial class Build
{
    static readonly string[] _packages = ["Haloy.Manifest", "Haloy.Engine", "Nuke.Haloy"];

    AbsolutePath PackagesDirectory => ArtifactsDirectory / "packages";

    Target Pack => _ => _
        .Description("Makes the packages in artifacts/packages: Nuke.Haloy, and Haloy.Engine with Haloy.Manifest for other hosts")
        .After(Test)
        .Executes(() =>
        {
            PackagesDirectory.CreateOrCleanDirectory();
            foreach (var package in _packages)
                DotNet($"pack {RootDirectory / "src" / package} --configuration Release --output {PackagesDirectory} -nologo --verbosity quiet");
        });

    Target TestPackage => _ => _
        .Description("Makes a new build outside the repository with the packages of Pack, deploys with it to a test server, and breaks its haloy.yaml")
        .DependsOn(Pack)
        .Executes(() =>
        {
            Environment.SetEnvironmentVariable("HALOY_PACKAGES", PackagesDirectory);
            DotNet($"test {RootDirectory / "tests" / "Haloy.Acceptance.Tests"} --configuration {Configuration} --filter FullyQualifiedName~Haloy.Acceptance.Tests.Package -nologo");
        });
}
