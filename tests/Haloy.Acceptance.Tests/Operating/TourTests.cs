using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Acceptance.Tests.Package;
using Haloy.Acceptance.Tests.Servers;

namespace Haloy.Acceptance.Tests.Operating;

/// <summary>The commands of docs/tour.md, run by the demo app's own build: they write what the page shows.</summary>
public sealed partial class TourTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_commands_of_the_tour_write_what_the_page_shows()
    {
        using var desk = await Desk.ForAsync(fixture, "tour1", "tour2");
        var aspnet = await desk.Lab.Images.AspNetAsync(Token);
        await Task.WhenAll(desk.Lab["tour1"].LoadImageAsync(aspnet, Token), desk.Lab["tour2"].LoadImageAsync(aspnet, Token), desk.Lab.Workstation.LoadImageAsync(aspnet, Token));
        await KnowAsync(desk, "tour2");
        PrepareApp(desk);

        var told = new List<(TourStep, IReadOnlyList<string>, int)>();
        foreach (var step in TourStep.All(await desk.FingerprintAsync("tour1")))
            told.Add(await RunAsync(desk, step));

        var page = TourText.Of(told, [(desk.PathOf("known_hosts"), "~/.ssh/known_hosts"), (desk.PathOf("").TrimEnd('/'), "."), ("tour1", "web1"), ("tour2", "web2")]);
        var written = File.ReadAllText(Path.Combine(PackedFixture.Repository, "docs", "tour.md"));
        Assert.Equal(TourShape.Of(written), TourShape.Of(page));
    }

    /// <summary>The demo app's folder, published already.</summary>
    private static void PrepareApp(Desk desk)
    {
        var app = Path.Combine(PackedFixture.Repository, "samples", "DemoApp");
        Directory.CreateDirectory(desk.PathOf(".nuke"));
        File.WriteAllText(desk.PathOf(".nuke/parameters.json"), "{}");
        File.Copy(Path.Combine(app, "Dockerfile"), desk.PathOf("Dockerfile"));
        Directory.CreateDirectory(desk.PathOf("publish"));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Built("DemoApp"))!))
            File.Copy(file, desk.PathOf($"publish/{Path.GetFileName(file)}"));
        File.WriteAllText(desk.Settings.ConfigurationFile, File.ReadAllText(Path.Combine(app, "haloy.yaml"))
            .Replace("web1", "tour1", StringComparison.Ordinal).Replace("web2", "tour2", StringComparison.Ordinal));
    }

    /// <summary>The second server's key is known before the tour begins.</summary>
    private static async Task KnowAsync(Desk desk, string server)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(desk.Lab.SshConfigFile)!, "known_hosts"), Token);
        await File.WriteAllLinesAsync(desk.KnownHosts, lines.Where(line => line.StartsWith(desk.Lab[server].Address + " ", StringComparison.Ordinal)), Token);
    }

    private static async Task<(TourStep, IReadOnlyList<string>, int)> RunAsync(Desk desk, TourStep step)
    {
        var words = Word().Matches(step.Command.Replace("web1", "tour1", StringComparison.Ordinal)).Select(word => word.Value.Trim('"')).ToList();
        // What the app's own targets do is not what the tour is about.
        if (words[0].StartsWith("Deploy", StringComparison.Ordinal))
            words = [.. words.TakeWhile(word => word != "--skip"), "--skip", "Compile", "Test", "Publish"];
        var environment = new Dictionary<string, string>(desk.Settings.Environment)
        {
            ["HALOY_SSH_CONFIG"] = desk.Settings.SshConfigFile!,
            ["BASE_IMAGE"] = "haloy-lab/aspnet:10.0",
            ["NUKE_TELEMETRY_OPTOUT"] = "1",
        };
        var result = await Shell.RunAsync(desk.PathOf(""), environment, ["dotnet", Built("DemoBuild"), .. words, "--no-logo"]);
        Assert.True(result.ExitCode == 0 != step.Fails, $"{step.Command}: {result.Output}{result.Error}");
        return (step, result.Output.Split('\n'), result.ExitCode);
    }

    private static string Built(string name) => Path.GetFullPath(
        typeof(TourTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == name).Value!);

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
