using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Haloy.Acceptance.Tests.Deploying;

namespace Haloy.Acceptance.Tests.Package;

/// <summary>A repository of a user: what <c>nuke :setup</c> writes, and the package.</summary>
internal static class Consumer
{
    public static void Write(Site site, string packages)
    {
        Directory.CreateDirectory(Path.Combine(site.Folder, ".nuke"));
        Directory.CreateDirectory(Path.Combine(site.Folder, "build"));
        site.Write(".nuke/parameters.json", """{ "$schema": "build.schema.json" }""");
        site.Write("build.sh", """
            #!/usr/bin/env bash
            set -eo pipefail
            PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/build/_build.csproj
            export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1
            dotnet build "$PROJECT" /nodeReuse:false /p:UseSharedCompilation=false -nologo -clp:NoSummary --verbosity quiet
            dotnet run --project "$PROJECT" --no-build -- "$@"
            """);
        site.Write("build/Build.cs", """
            using Nuke.Common;

            class Build : NukeBuild, IHaloyTargets
            {
                public static int Main() => Execute<Build>(x => x.Compile);

                Target Compile => _ => _.Executes(() => { });
                Target Test => _ => _.DependsOn(Compile).DependentFor<IHaloyTargets>(x => x.BuildImages).Executes(() => { });
            }
            """);
        site.Write("build/Directory.Build.props", "<Project />");
        site.Write("build/Directory.Build.targets", "<Project />");
        site.Write("build/_build.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace></RootNamespace>
                <NoWarn>CS0649;CS0169;CA1050;CA1822;CA2211;IDE1006</NoWarn>
                <NukeRootDirectory>..</NukeRootDirectory>
                <NukeScriptDirectory>..</NukeScriptDirectory>
                <NukeTelemetryVersion>1</NukeTelemetryVersion>
                <!-- These two are the test's: no stale package of that version, and no question to the feed for vulnerabilities. -->
                <RestorePackagesPath>$(MSBuildThisFileDirectory)../packages</RestorePackagesPath>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {HostReference()}
                <PackageReference Include="Nuke.Haloy" Version="{VersionIn(packages)}" />
              </ItemGroup>
            </Project>
            """);
        site.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="local" value="{packages}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>NUKE where this machine has it, the bundled host elsewhere.</summary>
    private static string HostReference()
    {
        var repository = PackedFixture.Repository;
        var version = XDocument.Load(Path.Combine(repository, "Directory.Packages.props")).Descendants("NukeCommonVersion").Single().Value;
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(Path.Combine(folder, "nuke.common", version))
            ? $"""<PackageReference Include="Nuke.Common" Version="{version}" />"""
            : $"""<ProjectReference Include="{repository}/build/host/Nuke.Common.csproj" />""";
    }

    private static string VersionIn(string packages) =>
        Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(packages, "Nuke.Haloy.*.nupkg")))["Nuke.Haloy.".Length..];
}
