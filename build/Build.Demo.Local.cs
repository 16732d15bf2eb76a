using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

/// <summary>The demo on this machine's own engine, where test servers cannot be made.</summary>
sealed partial class Build
{
    static readonly string[] _demoApps = ["demo-production", "demo-staging"];

    /// <summary>That the demo was here, and whether it found a proxy: what was there before stays.</summary>
    AbsolutePath DemoLocalMark => RootDirectory / ".nuke" / "temp" / "demo-localhost";

    DemoPlace UseLocalEngine()
    {
        if (!DemoLocalMark.FileExists())
            File.WriteAllText(DemoLocalMark, DockerIds("ps --all --quiet --filter label=haloy.role=proxy").Any() ? "proxy was there" : "proxy is the demo's");
        var here = new Uri("http://localhost");
        return new DemoPlace("localhost", new Dictionary<string, string>(), "--haloy-config haloy.local.yaml", here, here);
    }

    void CleanLocalEngine()
    {
        foreach (var app in _demoApps)
        {
            Remove("rm --force --volumes", DockerIds($"ps --all --quiet --filter label=haloy.app={app}"));
            Remove("image rm --force", DockerIds($"image ls --quiet haloy/{app}"));
        }

        Remove("image rm --force", DockerIds("image ls --quiet demo-app"));

        var isDemos = File.ReadAllText(DemoLocalMark).Contains("demo", StringComparison.Ordinal);
        if (isDemos && !DockerIds("ps --all --quiet --filter label=haloy.app").Any())
        {
            Remove("rm --force --volumes", DockerIds("ps --all --quiet --filter label=haloy.role=proxy"));
            Remove("volume rm", DockerIds("volume ls --quiet --filter label=haloy.role=proxy"));
            Remove("network rm", DockerIds("network ls --quiet --filter label=haloy.role=network"));
        }

        File.Delete(DemoLocalMark);
    }

    static bool HasLocalEngine()
    {
        try
        {
            return Docker("version --format {{.Server.Version}}").ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or ArgumentException or FileNotFoundException)
        {
            return false;
        }
    }

    static void Remove(string command, IReadOnlyCollection<string> ids)
    {
        if (ids.Count > 0)
            Docker($"{command} {string.Join(" ", ids)}").AssertZeroExitCode();
    }

    static List<string> DockerIds(string command)
        => Docker(command).AssertZeroExitCode().Output.Where(x => x.Type == OutputType.Std).Select(x => x.Text).Where(x => x.Length > 0).Distinct().ToList();

    static IProcess Docker(string command)
        => ProcessTasks.StartProcess("docker", command, logOutput: false).AssertWaitForExit();
}
