using System;
using System.IO;
using System.Linq;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>This repository's own build.</summary>
sealed partial class Build : NukeBuild
{
    [Parameter("Configuration to build - Default is 'Debug' (local) or 'Release' (server)")]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    AbsolutePath Solution => RootDirectory / "Nuke.Haloy.slnx";
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";

    Target Clean => _ => _
        .Description("Deletes what builds and tests leave behind")
        .Before(Restore)
        .Executes(() =>
        {
            foreach (var directory in new[] { RootDirectory / "src", RootDirectory / "tests" })
            {
                Directory.GetDirectories(directory, "*", SearchOption.AllDirectories)
                    .Where(x => Path.GetFileName(x) is "bin" or "obj")
                    .Where(Directory.Exists)
                    .ForEach(x => Directory.Delete(x, recursive: true));
            }

            ArtifactsDirectory.CreateOrCleanDirectory();
        });

    Target Restore => _ => _
        .Executes(() => { DotNet($"restore {Solution}"); });

    Target Compile => _ => _
        .Description("Builds everything; warnings are errors")
        .DependsOn(Restore)
        .Executes(() => { DotNet($"build {Solution} --no-restore --configuration {Configuration} -nologo"); });

    public static int Main()
        => Execute<Build>(x => x.Compile);
}
