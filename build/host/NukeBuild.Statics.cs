using System.Reflection;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>What is known before a build object exists. An exception here ends the process unhandled, as with NUKE.</summary>
public abstract partial class NukeBuild
{
    static NukeBuild()
    {
        RootDirectory = BuildRoot.Find();
        TemporaryDirectory = (RootDirectory / ".nuke" / "temp").CreateDirectory();
        BuildAssemblyFile = Assembly.GetEntryAssembly()?.Location;
        BuildAssemblyDirectory = BuildAssemblyFile?.Parent;
        BuildProjectFile = BuildRoot.FindProject(BuildAssemblyDirectory);
        BuildProjectDirectory = BuildProjectFile?.Parent;
        Verbosity = (Verbosity?)ParameterValues.Find(nameof(Verbosity), typeof(Verbosity?)) ?? Verbosity.Normal;
        Host = Host.Named((string)ParameterValues.Find(nameof(Host), typeof(string))) ?? Host.Detect();
        LoadedLocalProfiles = (string[])ParameterValues.Find(ParameterNames.Profile, typeof(string[])) ?? [];
    }

    [Parameter("Root directory during build execution.", Name = ParameterNames.Root)]
    public static AbsolutePath RootDirectory { get; }

    public static AbsolutePath TemporaryDirectory { get; }
    public static AbsolutePath BuildAssemblyFile { get; }
    public static AbsolutePath BuildAssemblyDirectory { get; }
    public static AbsolutePath BuildProjectDirectory { get; }
    public static AbsolutePath BuildProjectFile { get; }

    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => Logging.Verbosity;
        set => Logging.Verbosity = value;
    }

    [Parameter("Host for execution. Default is 'automatic'.")]
    public static Host Host { get; set; }

    [Parameter("Defines the profiles to load.", Name = ParameterNames.Profile)]
    public static string[] LoadedLocalProfiles { get; }

    public static bool IsLocalBuild => !IsServerBuild;
    public static bool IsServerBuild => Host is IBuildServer;
}
