using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The demo's test servers: two machines made of namespaces, each with an sshd and an engine of its own.</summary>
sealed partial class Build
{
    static readonly string[] _demoServers = ["web1", "web2"];

    AbsolutePath DemoServersDirectory => RootDirectory / ".nuke" / "temp" / "demo";
    AbsolutePath LabProject => RootDirectory / "tests" / "Haloy.Lab" / "Haloy.Lab.csproj";

    static string WhyNoDemoServers()
        => !OperatingSystem.IsLinux() || !File.Exists("/etc/debian_version") ? "Test servers need Debian."
            : !Environment.IsPrivilegedProcess ? "Test servers need root."
            : null;

    DemoPlace StartDemoServers()
    {
        DotNet($"build {LabProject} --configuration {Configuration} -nologo --verbosity quiet");
        Lab("up", string.Join(" ", _demoServers));
        Lab("load", "caddy aspnet");

        var environment = Lab("env").Single(x => x.StartsWith("export ", StringComparison.Ordinal)).Split(' ').Skip(1)
            .Select(x => x.Split('=', 2)).ToDictionary(x => x[0], x => x[1]);
        environment["BASE_IMAGE"] = "haloy-lab/aspnet:10.0";
        var addresses = Lab("status").Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(x => x.Length > 1 && _demoServers.Contains(x[0])).ToDictionary(x => x[0], x => new Uri($"http://{x[1]}"));
        return new DemoPlace(
            $"two test servers, web1 at {addresses["web1"].Host} and web2 at {addresses["web2"].Host}", environment, "", addresses["web1"], addresses["web2"]);
    }

    void StopDemoServers()
    {
        DotNet($"build {LabProject} --configuration {Configuration} -nologo --verbosity quiet");
        Lab("down");
    }

    IReadOnlyList<string> Lab(string command, string arguments = "")
    {
        string tool = LabProject.Parent / "bin" / Configuration / "net10.0" / "Haloy.Lab.dll";
        var line = string.Join(" ", tool, "--directory", DemoServersDirectory, command, arguments).Trim();
        var process = ProcessTasks.StartProcess(Environment.GetEnvironmentVariable("DOTNET_EXE") ?? "dotnet", line, RootDirectory);
        process.AssertWaitForExit().AssertZeroExitCode();
        return process.Output.Where(x => x.Type == OutputType.Std).Select(x => x.Text).ToList();
    }
}
