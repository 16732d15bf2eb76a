using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Serilog;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The demo: deploys samples/DemoApp as a user would, by its own build.</summary>
sealed partial class Build
{
    const string ProductionHost = "demo.example.com";
    const string StagingHost = "staging.demo.example.com";

    AbsolutePath DemoApp => RootDirectory / "samples" / "DemoApp";

    Target Demo => _ => _
        .Description("Starts two test servers and deploys the demo app to them, then again under load; without root or Debian, to localhost")
        .Executes(async () =>
        {
            var place = FindDemoPlace();
            Log.Information("The demo deploys to {Place:l}", place.Name);

            RunDemoApp(place, "DeployAll --app-version 1");
            RunDemoApp(place, "StatusAll");
            await ShowAnswersAsync(place);
            await DeployUnderLoadAsync(place);
            SayHowToLookAround(place);
        });

    Target DemoDown => _ => _
        .Description("Removes everything that Demo made")
        .Executes(() =>
        {
            if (DemoServersDirectory.DirectoryExists())
                StopDemoServers();
            if (DemoLocalMark.FileExists())
                CleanLocalEngine();
            (DemoApp / "publish").DeleteDirectory();
        });

    DemoPlace FindDemoPlace()
    {
        if (WhyNoDemoServers() is not { } reason)
            return StartDemoServers();
        Assert.True(HasLocalEngine(), $"{reason} And there is no Docker engine here to deploy to instead.");
        Log.Warning("{Reason:l} The demo uses this machine's own Docker engine instead.", reason);
        return UseLocalEngine();
    }

    static async Task ShowAnswersAsync(DemoPlace place)
    {
        using var client = new HttpClient();
        for (var i = 0; i < 3; i++)
            Log.Information("{Host:l} answers: {Answer:l}", ProductionHost, await RequestLoop.AskOnceAsync(client, place.Production, ProductionHost));
        Log.Information("{Host:l} answers: {Answer:l}", StagingHost, await RequestLoop.AskOnceAsync(client, place.Staging, StagingHost));
    }

    async Task DeployUnderLoadAsync(DemoPlace place)
    {
        Log.Information("Now version 2 to production, while requests keep coming");
        var requests = RequestLoop.Start(place.Production, ProductionHost);
        try
        {
            RunDemoApp(place, "DeployProduction --app-version 2");
        }
        finally
        {
            var (made, lost, firstLoss, answers) = await requests.StopAsync();
            Log.Information("{Made} requests made, {Lost} lost", made, lost);
            foreach (var (version, count) in answers.OrderBy(x => x.Key))
                Log.Information("  {Count} answered by version {Version:l}", count, version);
            if (firstLoss != null)
                Log.Error("The first that was lost: {Loss:l}", firstLoss);
            ReportSummary(x =>
            {
                x["Requests"] = $"{made}";
                x["Lost"] = $"{lost}";
                return x;
            });
        }
    }

    /// <summary>Runs the app's own build, with what a user would have in the environment.</summary>
    void RunDemoApp(DemoPlace place, string targets)
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value);
        foreach (var (name, value) in place.Environment)
            variables[name] = value;

        string script = DemoApp / (EnvironmentInfo.IsWin ? "build.cmd" : "build.sh");
        var arguments = string.Join(" ", targets, place.Options).Trim();
        Log.Information("$ samples/DemoApp/build.sh {Arguments:l}", arguments);
        ProcessTasks.StartProcess(script, arguments, DemoApp, variables, logInvocation: false, logger: (_, line) => Console.WriteLine("  " + line))
            .AssertWaitForExit()
            .AssertZeroExitCode();
    }

    static void SayHowToLookAround(DemoPlace place)
    {
        var exports = string.Join(" ", place.Environment.Select(x => $"{x.Key}={x.Value}"));
        var options = place.Options.Length == 0 ? "" : " " + place.Options;
        Log.Information(
            "{Text:l}",
            $"""
            Everything is left running. To look around:
              curl -H 'Host: {ProductionHost}' {place.Production}
              curl -H 'Host: {StagingHost}' {place.Staging}
              cd samples/DemoApp{(exports.Length == 0 ? "" : $"\n  export {exports}")}
              ./build.sh StatusAll{options}
              ./build.sh DeployProduction --app-version 3{options}
              ./build.sh DeployProduction --app-version 4 --broken{options}     a version that never becomes healthy
              ./build.sh RollbackProduction{options}
              ./build.sh --help
            And to remove it all: ./build.sh DemoDown
            """);
    }
}
