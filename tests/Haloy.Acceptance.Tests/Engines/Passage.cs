using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Engines;

/// <summary>An app that is built on an engine of one kind and brought to an engine of another, which knows no base of it.</summary>
internal sealed class Passage : IAsyncDisposable
{
    private readonly TestLab _lab;
    private readonly DockerEngine _local;
    private readonly ImageExports _exports;
    private readonly string _folder = Directory.CreateTempSubdirectory("haloy-passage-").FullName;
    private int _versions;

    private Passage(TestLab lab, TestEngine source, TestServer server)
    {
        (_lab, Source, Server) = (lab, source, server);
        _local = new(UnixSocket.At(source.DockerSocket), TimeProvider.System);
        _exports = new(_local);
        Engine = new(UnixSocket.At(server.DockerSocket), TimeProvider.System);
        App = $"passage/{Guid.NewGuid():n}";
        // Its lowest layer is nobody else's: what another test left on the server must not help.
        Write("base/Dockerfile", "FROM haloy-lab/busybox:1 AS box\nFROM scratch\nCOPY noise /base\nCOPY --from=box / /\n");
        Write("base/noise", Noise(BaseSize));
        Write("app/Dockerfile", $"FROM {Base}\nENV GREETING=hello\nEXPOSE 8080\nHEALTHCHECK CMD true\nCOPY noise /app\nCOPY line /line\nCMD [\"cat\", \"/line\"]\n");
        Write("app/noise", Noise(AppSize));
    }

    /// <summary>What a layer of the base cannot be compressed below.</summary>
    public const int BaseSize = 3_000_000;

    /// <summary>The same of the app's lower layer, which every version has. The fastest compression makes noise larger.</summary>
    public const int AppSize = 1_000_000;

    public const int MostOfApp = AppSize + AppSize / 10;

    public TestEngine Source { get; }

    public TestServer Server { get; }

    /// <summary>The server's engine, through nothing that could add to what is sent.</summary>
    public DockerEngine Engine { get; }

    public string App { get; }

    /// <summary>A container's name that nobody else has.</summary>
    public string Container => App.Replace('/', '-');

    public string Base => $"{App}-base:1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Passage> BetweenAsync(LabFixture fixture, EngineKind from, EngineKind to)
    {
        var server = $"to-{to}".ToLowerInvariant();
        var lab = await fixture.WithAsync(to, server);
        var source = lab.Workstation;
        if (from != EngineKind.Installed)
        {
            var name = $"from-{from}".ToLowerInvariant();
            lab = await fixture.WithAsync(from, name);
            source = lab[name].Engine;
        }
        await source.LoadImageAsync(await lab.Images.BusyBoxAsync(Token), Token);
        var passage = new Passage(lab, source, lab[server]);
        await passage.DockerAsync(source, "build", "--tag", passage.Base, Path.Combine(passage._folder, "base"));
        return passage;
    }

    /// <summary>Builds the app with this content in its uppermost layer.</summary>
    public async Task<Version> BuildAsync(string line)
    {
        Write("app/line", line);
        var tag = $"{++_versions}";
        var id = (await DockerAsync(Source, "build", "--quiet", "--tag", $"{App}:{tag}", Path.Combine(_folder, "app"))).Trim();
        return new(id, tag, line);
    }

    public Task<DeliveredImage> BringAsync(Version version) => BringAsync(version, Engine);

    public Task<DeliveredImage> BringAsync(Version version, DockerEngine engine) => new ImageDelivery(engine, compress: true).BringAsync(
        _exports, new ImageSpec { Reference = $"{App}:{version.Tag}", Repository = App, Tag = version.Tag }, version.Id, (_, _) => { }, Token);

    /// <summary>The server has its base as registries give it: compressed, so that its layers have other digests.</summary>
    public async Task PullBaseAsync()
    {
        await using var registry = await TestRegistry.StartAsync(_lab.Gateway, hasTls: false, wantsLogin: false, Token);
        var there = $"{registry.Host}/{Base}";
        await DockerAsync(Source, "tag", Base, there);
        await DockerAsync(Source, "push", there);
        await DockerAsync(Source, "image", "rm", there);
        await ServerAsync("pull", there);
    }

    /// <summary>What a container of a version says.</summary>
    public Task<string> RunAsync(Version version) => ServerAsync("run", "--rm", $"{App}:{version.Tag}");

    public Task<string> ServerAsync(params string[] arguments) => DockerAsync(Server.Engine, arguments);

    /// <summary>
    /// What a transfer could leave on the server. Blobs of containerd are not among it: it keeps those of an interrupted load
    /// under a lease of its own for a day, which the Engine API cannot end.
    /// </summary>
    public async Task<string> ContentsAsync() =>
        (await Server.RunAsync("ls /var/lib/docker/tmp", Token)).OutputOrThrow()
        + await ServerAsync("images", "--all", "--quiet", "--no-trunc") + await ServerAsync("ps", "--all", "--quiet");

    /// <summary>What travels of a content.</summary>
    public static int Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return (int)packed.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await _exports.DisposeAsync();
        await _local.DisposeAsync();
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> DockerAsync(TestEngine engine, params string[] arguments) =>
        (await engine.DockerAsync(arguments, Token)).OutputOrThrow();

    private static byte[] Noise(int size)
    {
        var noise = new byte[size];
        Random.Shared.NextBytes(noise);
        return noise;
    }

    private void Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] content)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>A version of the app.</summary>
    internal sealed record Version(string Id, string Tag, string Line)
    {
        /// <summary>What its uppermost layer takes on its way.</summary>
        public int Travels => Compressed(System.Text.Encoding.UTF8.GetBytes(Line));
    }
}
