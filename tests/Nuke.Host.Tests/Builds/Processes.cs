using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace Nuke.Host.TestBuilds;

sealed class Processes : NukeBuild
{
    Target Talks => _ => _
        .Executes(() =>
        {
            var process = ProcessTasks.StartShell("echo out '{{.Names}}'").AssertZeroExitCode();
            Console.WriteLine($"text={process.Output.StdToText()}");
        });

    Target Complains => _ => _.Executes(() => { ProcessTasks.StartProcess("bash", "-c \"echo bad >&2; exit 3\"").AssertZeroExitCode(); });

    Target Elsewhere => _ => _
        .Executes(() =>
        {
            var folder = RootDirectory / "a folder";
            folder.CreateDirectory();
            var word = "two words";
            var secret = "hunter2";
            ProcessTasks.StartProcess("echo", $"{word} {folder} plain {secret:r}", workingDirectory: folder).AssertZeroExitCode();
            ProcessTasks.StartProcess(
                "env",
                environmentVariables: new Dictionary<string, string> { ["ONLY"] = "this" },
                logInvocation: false).AssertZeroExitCode();
        });

    Target Missing => _ => _.Executes(() => { ProcessTasks.StartProcess("no-such-tool-at-all"); });

    Target Version => _ => _
        .Executes(() => Console.WriteLine($"lines={DotNet($"--version", logOutput: false).Count}"));

    Target Slow => _ => _.Executes(() => { ProcessTasks.StartProcess("sleep", "20", timeout: 100).AssertWaitForExit(); });

    Target Waits => _ => _
        .Executes(() =>
        {
            Console.WriteLine("waiting");
            Thread.Sleep(TimeSpan.FromSeconds(30));
        });

    Target Assured => _ => _.After(Waits).AssuredAfterFailure().Executes(() => Console.WriteLine("assured"));

    Target Later => _ => _.DependsOn(Waits).Executes(() => { });

    Target Paths => _ => _
        .Executes(() =>
        {
            var path = RootDirectory / "one" / "../two" / "file.tar.gz";
            Console.WriteLine($"{path.Name} {path.NameWithoutExtension} {path.Extension} {path.Parent.Name} {path == (RootDirectory / "two/file.tar.gz")}");
            Console.WriteLine($"{path.Parent + ".txt" == RootDirectory / "two.txt"} {(RootDirectory / "a b"):dn} {path.Parent.Parent == RootDirectory}");
            Console.WriteLine($"{path.FileExists()} {TemporaryDirectory.DirectoryExists()} {TemporaryDirectory.Parent.Name}");
            Console.WriteLine("text" + path);
        });

    public static int Run()
        => Execute<Processes>(x => x.Talks);
}
