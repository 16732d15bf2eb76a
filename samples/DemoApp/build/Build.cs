using System;
using System.IO;
using System.IO.Compression;
using Nuke.Common;
using Nuke.Common.IO;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>
/// The app's own build: Compile, Test, Publish and Pack are written here; DeployProduction, StatusAll and their like come
/// from haloy.yaml.
/// </summary>
class Build : NukeBuild, IHaloyTargets
{
    [Parameter("The version that the app reports")]
    readonly string AppVersion = "1";

    [Parameter("Makes a version that never becomes healthy, to see a deployment fail")]
    readonly bool Broken;

    [Parameter("Debug or Release")]
    readonly string BuildConfiguration = "Release";

    AbsolutePath Solution => RootDirectory / "DemoApp.slnx";
    AbsolutePath AppProject => RootDirectory / "src" / "DemoApp" / "DemoApp.csproj";
    AbsolutePath PublishDirectory => RootDirectory / "publish";
    AbsolutePath Archive => RootDirectory / "artifacts" / $"demo-app-{Version}.zip";

    string Version => Broken ? AppVersion + "-broken" : AppVersion;

    public static int Main() => Execute<Build>(x => x.Test);

    /// <summary>haloy.yaml hands APP_VERSION to the image and to its hooks.</summary>
    protected override void OnBuildInitialized() => Environment.SetEnvironmentVariable("APP_VERSION", Version);

    Target Compile => _ => _
        .Description("Builds the app and its tests")
        .Executes(() => { DotNet($"build {Solution} --configuration {BuildConfiguration} -nologo"); });

    Target Test => _ => _
        .Description("Runs the tests; no image is built unless they pass")
        .DependsOn(Compile)
        .DependentFor<IHaloyTargets>(x => x.BuildImages)
        .Executes(() => { DotNet($"test {Solution} --no-build --configuration {BuildConfiguration} -nologo"); });

    Target Publish => _ => _
        .Description("Publishes the app into publish/, which the Dockerfile copies")
        .DependsOn(Compile)
        .After(Test)
        .DependentFor<IHaloyTargets>(x => x.BuildImages)
        .Executes(() =>
        {
            PublishDirectory.CreateOrCleanDirectory();
            DotNet($"publish {AppProject} --no-build --configuration {BuildConfiguration} --output {PublishDirectory} -nologo");
        });

    Target Pack => _ => _
        .Description("Packs what was published and tested into artifacts/")
        .DependsOn(Test, Publish)
        .Executes(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
            File.Delete(Archive);
            ZipFile.CreateFromDirectory(PublishDirectory, Archive);
        });
}
