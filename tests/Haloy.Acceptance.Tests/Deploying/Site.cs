using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>A folder with a haloy.yaml whose servers are test servers, and what a user does with it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly TestLab _lab;

    private Site(TestLab lab)
    {
        _lab = lab;
        SshConfigFile = lab.SshConfigFile;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("haloy-site-").FullName;

    /// <summary>Everything that the runs told.</summary>
    public List<DeploymentEvent> Events { get; } = [];

    /// <summary>Variables of the deploying machine beside its own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The build's secret parameters.</summary>
    public Func<string, string?>? NukeParameter { get; set; }

    public bool Prove { get; set; }

    public string ProxyImage { get; set; } = "caddy:2";

    public string? AcmeDirectory { get; set; }

    /// <summary>Hears of everything too, while the run waits for it.</summary>
    public Action<DeploymentEvent>? On { get; set; }

    /// <summary>The ssh_config of the runs.</summary>
    public string SshConfigFile { get; set; }

    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A folder for these servers; each has the proxy's image and some versions of the test app.</summary>
    public static async Task<Site> OnAsync(LabFixture fixture, IReadOnlyList<string> servers, params IReadOnlyList<AppImage> images)
    {
        var lab = await fixture.WithAsync(servers);
        foreach (var server in servers)
        {
            await lab[server].LoadImageAsync(await lab.Images.CaddyAsync(Token), Token);
            foreach (var image in images)
                await lab[server].LoadImageAsync(await lab.Images.AppAsync(image, Token), Token);
        }
        return new(lab);
    }

    /// <summary>Writes the configuration.</summary>
    public void Configure(string yaml) => Write("haloy.yaml", yaml);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public HaloyServers Servers => new(Settings, new Ear(this), TimeProvider.System);

    public HaloyRun Start() => HaloyRun.Start(Settings, new Ear(this), TimeProvider.System);

    /// <summary>One run: checks, builds, deploys; all targets when none is named.</summary>
    public Task<RunReport> DeployAsync(params string[] targets) => DeployAsync(Token, targets);

    public async Task<RunReport> DeployAsync(CancellationToken ct, params string[] targets)
    {
        await using var run = Start();
        IReadOnlyList<string> wanted = targets.Length > 0 ? targets : [.. run.Manifest.Targets.Select(t => t.Key)];
        await run.CheckServersAsync(wanted, ct);
        await run.RunGlobalPreDeployAsync(ct);
        await run.BuildImagesAsync(wanted, ct);
        var report = await run.DeployAsync(wanted, ct);
        await run.RunGlobalPostDeployAsync(ct);
        return report;
    }

    /// <summary>What a host name answers through a server's proxy.</summary>
    public async Task<string> GetAsync(string server, string host, string path = "/version")
    {
        using var answer = await SendAsync(server, host, path);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Token) : $"{(int)answer.StatusCode}";
    }

    public async Task<HttpResponseMessage> SendAsync(string server, string host, string path)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_lab[server].Address}{path}");
        request.Headers.Host = host;
        var answer = await http.SendAsync(request, Token);
        await answer.Content.LoadIntoBufferAsync(Token);
        return answer;
    }

    /// <summary>The server's engine, past every tunnel.</summary>
    public DockerEngine EngineOf(string server) => new(UnixSocket.At(_lab[server].DockerSocket), TimeProvider.System);

    /// <summary>An app's containers on a server, running ones first.</summary>
    public async Task<IReadOnlyList<ContainerSummary>> ContainersAsync(string server, string app)
    {
        await using var engine = EngineOf(server);
        return [.. (await engine.ListContainersAsync(true, [$"haloy.app={app}", "haloy.deployment"], Token)).OrderBy(c => c.State == "running" ? 0 : 1)];
    }

    public string AddressOf(string server) => _lab[server].Address;

    public TestServer this[string server] => _lab[server];

    public TestLab Lab => _lab;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The environment that commands of a run see.</summary>
    public IReadOnlyDictionary<string, string> CommandEnvironment => Settings.Environment;

    private HaloySettings Settings => new()
    {
        ConfigurationFile = Path.Combine(Folder, "haloy.yaml"),
        SshConfigFile = SshConfigFile,
        LockWait = LockWait,
        Prove = Prove,
        ProxyImage = ProxyImage,
        AcmeDirectory = AcmeDirectory,
        Holder = "the tests",
        NukeParameter = NukeParameter,
        Environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!)
            .Concat([new("DOCKER_HOST", _lab.Workstation.DockerHost)]).Concat(Environment)
            .GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Last().Value),
    };

    private sealed class Ear(Site site) : IDeploymentObserver
    {
        public void On(DeploymentEvent happened)
        {
            lock (site.Events)
                site.Events.Add(happened);
            site.On?.Invoke(happened);
        }
    }
}
