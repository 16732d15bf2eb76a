using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>
/// An app that goes through faults, one after another, while clients ask for it: each meets the deploy of a new version,
/// and a plain deploy follows. What is wrong afterwards is collected with the place of the fault, and told at the end.
/// </summary>
internal sealed class Ordeal : IAsyncDisposable
{
    /// <summary>For faults that take the proxy itself away.</summary>
    public static readonly IReadOnlyCollection<string> Anything = ["*"];

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly List<string> _problems = [];
    private readonly IReadOnlyCollection<string> _orphansBefore = ClientLeftovers.Orphans();
    private readonly string _bystandersBefore;
    private RequestLoop? _load;
    private string _version = "1";

    private Ordeal(Site site, string server, string app, string bystanders)
    {
        Site = site;
        Server = server;
        App = app;
        _bystandersBefore = bystanders;
    }

    public Site Site { get; }

    public string Server { get; }

    public string App { get; set; }

    public string Host => $"{App}.example.com";

    public int Replicas { get; init; } = 1;

    /// <summary>More lines of its configuration.</summary>
    public string More { get; set; } = "";

    /// <summary>Answers other than 200 that requests may meet, or <see cref="Anything"/>.</summary>
    public IReadOnlyCollection<string> Tolerated { get; init; } = [];

    /// <summary>How many faults there were.</summary>
    public int Places { get; private set; }

    /// <summary>How the deploys that met them ended, each outcome once.</summary>
    public SortedSet<string> Endings { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A server with bystanders, and a folder to deploy from.</summary>
    public static async Task<Ordeal> OnAsync(LabFixture fixture, string server, string app, int replicas = 1, string more = "", IReadOnlyCollection<string>? tolerated = null)
    {
        var site = await Site.OnAsync(fixture, [server]);
        foreach (var version in new[] { "1", "2" })
            await site[server].LoadImageAsync(await site.Lab.Images.LightAsync(version, Token), Token);
        await Bystanders.BringAsync(site[server], Token);
        // Of its own, so that its processes are told from those of tests beside it.
        site.SshConfigFile = Path.Combine(site.Folder, "ssh_config");
        File.Copy(site.Lab.SshConfigFile, site.SshConfigFile);
        return new(site, server, app, await Bystanders.LookAsync(site[server], Token)) { Replicas = replicas, More = more, Tolerated = tolerated ?? [] };
    }

    /// <summary>Deploys the first version; clients begin to ask.</summary>
    public async Task ServeAsync()
    {
        Configure();
        await Site.DeployAsync();
        _load = RequestLoop.Start(Site.AddressOf(Server), Host, clients: 2, pause: TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Writes the configuration of the version that is to come.</summary>
    public void Configure(string more = "") => Site.Configure($"""
        name: {App}
        server: {Server}
        image:
          repository: haloy-lab/light
          tag: '{_version}'
          pull_policy: never
          history: {"{ strategy: local, count: 2 }"}
        health_check_path: /health
        {(more.Contains("health_check_timeout_seconds", StringComparison.Ordinal) ? "" : "health_check_timeout_seconds: 10")}
        replicas: {Replicas}
        tls: off
        domains: [ {Host} ]
        {More}
        {more}
        """);

    /// <summary>Lets the deploy of the next version meet a fault; then deploys it plainly.</summary>
    /// <param name="place">Where the fault is, for people.</param>
    /// <param name="deploy">The deploy that meets it; by default a run in this process.</param>
    /// <param name="more">More lines of the configuration, for this deploy only.</param>
    /// <param name="between">Looks at what the fault left, or waits for the server.</param>
    /// <param name="hasHappened">Whether there was a fault; a deploy that was over before counts for nothing.</param>
    public async Task MeetAsync(string place, Func<Task>? deploy = null, string more = "", Func<Task>? between = null, Func<bool>? hasHappened = null)
    {
        _version = _version == "1" ? "2" : "1";
        try
        {
            Configure(more);
            var ending = await EndingOfAsync(deploy ?? (() => Site.DeployAsync()));
            if (hasHappened?.Invoke() != false)
            {
                Places++;
                Endings.Add(ending);
            }
            if (between is not null)
                await between();
            Configure();
            await Site.DeployAsync();
            var answer = await Site.GetAsync(Server, Host);
            if (answer != _version)
                _problems.Add($"{place}: after the next deploy version {_version} should answer, and '{answer}' does");
            await EventuallyAsync(place, LeftoversAsync);
        }
        catch (Exception e) when (e is HaloyException or IOException or System.Net.Http.HttpRequestException or TimeoutException)
        {
            _problems.Add($"{place}: {e.Message}");
        }
        if (Lost() is { Length: > 0 } lost && !_problems.Any(p => p.EndsWith(lost, StringComparison.Ordinal)))
            _problems.Add($"{place}: requests were lost: {lost}");
    }

    /// <summary>Ends it, and says what it came to in the table.</summary>
    /// <param name="meanwhile">What requests met, when they were not all answered.</param>
    /// <param name="deploy">What became of the deploys, where that is not the same every time.</param>
    public async Task EndAsync(string? meanwhile = null, string? deploy = null)
    {
        if (_load is not null)
            await _load.StopAsync();
        if (await Bystanders.LookAsync(Site[Server], Token) is var now && now != _bystandersBefore)
            _problems.Add($"what carries no label was touched: it was\n{_bystandersBefore}\nand is\n{now}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Places} places, {_load?.Made ?? 0} requests, lost: {(_load is null or { Lost: "" } ? "none" : _load.Lost)}");

        Assert.True(_problems.Count == 0, string.Join('\n', _problems));
        Assert.True(Places > 0);
        ReliabilityTable.Confirm(meanwhile ?? "old or new version, none lost", deploy ?? string.Join(" or ", Endings), "succeeds, nothing is left");
    }

    /// <summary>Waits until the app answers again.</summary>
    public async Task ServesAgainAsync(string place)
    {
        var watch = Stopwatch.StartNew();
        while (await AnswerAsync() is var answer && answer is not ("1" or "2"))
        {
            if (watch.Elapsed > _patience)
                throw new TimeoutException($"{place}: nothing served again by itself; the last answer: {answer}\n{await EvidenceAsync()}");
            await Task.Delay(50, Token);
        }
    }

    private async Task<string> EvidenceAsync()
    {
        var engine = Site[Server].Engine;
        var containers = await engine.DockerAsync(["ps", "--all", "--format", "{{.Names}}: {{.Status}}"], Token);
        var proxy = await engine.DockerAsync(["logs", "--tail", "20", "haloy-proxy"], Token);
        return $"{containers.Output}{containers.Error}\n{proxy.Output}{proxy.Error}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
            await _load.DisposeAsync();
        await Site.DisposeAsync();
    }

    private string Lost() => Tolerated == Anything || _load is null ? ""
        : string.Join("; ", _load.Answers.Where(a => a.Key != "200" && !Tolerated.Contains(a.Key)).Select(a => $"{a.Value} × {a.Key}"));

    private async Task<string> AnswerAsync()
    {
        try
        {
            return await Site.GetAsync(Server, Host);
        }
        catch (System.Net.Http.HttpRequestException e)
        {
            return e.Message;
        }
    }

    /// <summary>Waits until nothing is found any more; what is found to the end is a problem.</summary>
    private async Task EventuallyAsync(string place, Func<Task<IReadOnlyCollection<string>>> find)
    {
        var watch = Stopwatch.StartNew();
        while (await find() is { Count: > 0 } found)
        {
            if (watch.Elapsed > _patience)
            {
                _problems.Add($"{place}: {string.Join("; ", found)}");
                return;
            }
            await Task.Delay(50, Token);
        }
    }

    /// <summary>What should not be there once a deploy went through, on either side.</summary>
    private async Task<IReadOnlyCollection<string>> LeftoversAsync()
    {
        await using var engine = Site.EngineOf(Server);
        var containers = await engine.ListContainersAsync(all: true, [], Token);
        var images = await engine.ListImagesAsync(Token);
        var tagged = images.SelectMany(i => i.RepoTags).Where(t => t.StartsWith($"haloy/{App}:", StringComparison.Ordinal)).Select(t => t.Split(':')[1]).ToHashSet();
        var own = containers.Where(c => c.Labels.GetValueOrDefault("haloy.app") == App && c.Labels.ContainsKey("haloy.deployment")).ToList();
        var serving = own.Where(c => c.State == "running").ToList();

        var found = new List<string>();
        if (serving.Count != Replicas || serving.Select(c => c.Labels["haloy.deployment"]).Distinct().Count() != 1)
            found.Add($"{Replicas} of one deployment should run: {string.Join(", ", serving.Select(c => c.Names.FirstOrDefault()))}");
        found.AddRange(own.Where(c => !tagged.Contains(c.Labels["haloy.deployment"])).Select(c => $"a container of a deployment that is not in the history: {c.Names.FirstOrDefault()} ({c.State})"));
        if (own.Select(c => c.Labels["haloy.deployment"]).Distinct().Count() > 2 || tagged.Count > 2)
            found.Add($"two deployments should be kept: {string.Join(", ", own.Select(c => c.Names.FirstOrDefault()))}; tagged {string.Join(", ", tagged)}");
        found.AddRange(containers.Where(c => c.Labels.ContainsKey("haloy.role") && c.Labels["haloy.role"] != "proxy").Select(c => $"container {c.Names.FirstOrDefault()} ({c.State})"));
        found.AddRange((await Site[Server].Engine.DockerAsync(["top", "haloy-proxy", "-o", "pid,args"], Token)).Output.Split('\n').Skip(1)
            .Where(line => line.Length > 0 && !line.Contains("caddy run", StringComparison.Ordinal)).Select(line => $"a process in the proxy: {line}"));
        found.AddRange(ClientLeftovers.ProcessesNaming(Site.SshConfigFile));
        found.AddRange(ClientLeftovers.Orphans().Except(_orphansBefore).Select(path => $"directory {path}"));
        return found;
    }

    private static async Task<string> EndingOfAsync(Func<Task> deploy)
    {
        try
        {
            await deploy();
            return "succeeds";
        }
        catch (DeploymentFailedException e)
        {
            return e.Report.Targets[0].Outcome switch
            {
                Outcome.RolledBack => "fails, the old version is back",
                Outcome.Interrupted => "is interrupted",
                _ => "fails",
            };
        }
        catch (ClientDiedException)
        {
            return "dies";
        }
        catch (HaloyException)
        {
            return "fails";
        }
    }
}

/// <summary>The client's process is no more.</summary>
internal sealed class ClientDiedException() : Exception("The client was killed, as it should be.");
