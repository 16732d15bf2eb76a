using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Serilog;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The tour of docs/tour.md: its commands, run by the demo app's own build on test servers.</summary>
sealed partial class Build
{
    AbsolutePath TourDirectory => RootDirectory / ".nuke" / "temp" / "tour";

    Target Tour => _ => _
        .Description("Runs the commands of docs/tour.md on two test servers and writes it anew")
        .Executes(() =>
        {
            Assert.True(WhyNoDemoServers() is null, WhyNoDemoServers());
            Assert.False(DemoServersDirectory.DirectoryExists(), "The demo's servers are running; remove them with DemoDown first.");
            TourDirectory.CreateOrCleanDirectory();
            try
            {
                var place = StartDemoServers();
                var (variables, fingerprint) = PrepareTour(place);
                // What build.sh would do before every command.
                DotNet($"build {DemoApp / "build" / "_build.csproj"} -nologo --verbosity quiet");
                var told = TourStep.All(fingerprint).Select(step => RunTourStep(step, variables)).ToList();
                (string, string)[] places = [(TourDirectory, "~/.ssh"), (DemoApp, "."), (RootDirectory, "../..")];
                File.WriteAllText(RootDirectory / "docs" / "tour.md", TourText.Of(told, places));
            }
            finally
            {
                StopDemoServers();
                TourDirectory.DeleteDirectory();
                (DemoApp / "publish").DeleteDirectory();
            }
        });

    /// <summary>A user who has the key of both servers, and does not know production's yet.</summary>
    (Dictionary<string, string> Variables, string Fingerprint) PrepareTour(DemoPlace place)
    {
        var config = File.ReadAllText(place.Environment["HALOY_SSH_CONFIG"]);
        var knownHosts = config.Split('\n').Single(x => x.Contains("UserKnownHostsFile ")).Split('"')[1];
        var keys = File.ReadAllLines(knownHosts).ToLookup(x => x.StartsWith(place.Production.Host + " ", StringComparison.Ordinal));
        File.WriteAllLines(TourDirectory / "known_hosts", keys[false]);
        File.WriteAllText(TourDirectory / "config", config.Replace(knownHosts, TourDirectory / "known_hosts"));

        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value);
        foreach (var (name, value) in place.Environment)
            variables[name] = value;
        variables["HALOY_SSH_CONFIG"] = TourDirectory / "config";
        variables["XDG_CONFIG_HOME"] = TourDirectory;
        variables["TERM"] = "dumb";
        variables["NUKE_TELEMETRY_OPTOUT"] = "1";
        var fingerprint = SHA256.HashData(Convert.FromBase64String(keys[true].Single().Split(' ')[2]));
        return (variables, "SHA256:" + Convert.ToBase64String(fingerprint).TrimEnd('='));
    }

    (TourStep Step, IReadOnlyList<string> Lines, int ExitCode) RunTourStep(TourStep step, Dictionary<string, string> variables)
    {
        Log.Information("$ ./build.sh {Command:l}", step.Command);
        // Not interpolated in the call: NUKE would quote the command as one argument.
        var arguments = $"{DemoApp / "build" / "bin" / "Debug" / "_build.dll"} {step.Command} --no-logo";
        var process = ProcessTasks.StartProcess(
            "dotnet", arguments, DemoApp, variables, logInvocation: false, logger: (_, line) => Console.WriteLine("  " + line));
        process.AssertWaitForExit();
        Assert.True(process.ExitCode == 0 != step.Fails, $"'{step.Command}' ended with exit code {process.ExitCode}.");
        return (step, process.Output.Select(x => x.Text).ToList(), process.ExitCode);
    }
}
