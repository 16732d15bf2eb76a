using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>Images that go through a real registry, with TLS and a login, to engines that trust its authority and no other.</summary>
public sealed class RegistryTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    // A test's two servers, and the engine that builds: the shared workstation stays as it is.
    private const string One = "registry1", Two = "registry2", Builder = "registry3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_built_image_is_pushed_once_and_pulled_by_its_digest()
    {
        await using var site = await SiteAsync();
        await using var registry = await RegistryAsync(site);
        await BuildAsync(site, "haloy-lab/app:1");
        site.Write("Dockerfile", "FROM haloy-lab/app:1\nCOPY version ./version\n");
        site.Write("version", "pushed");
        Configure(site, registry, "pushed", "builder: { push: registry }");

        var report = await site.DeployAsync();

        Assert.Equal(["pushed", "pushed"], [await site.GetAsync(One, "one.pushed.example.com"), await site.GetAsync(Two, "two.pushed.example.com")]);
        var pushed = Assert.Single(site.Events.OfType<DeploymentEvent.ImagePushed>());
        Assert.All(report.Targets, t => Assert.Equal((pushed.Digest, 0L), (t.ImageDigest, t.BytesSent)));
        Assert.Contains(pushed.Digest, ReportJson.Write(report).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(pushed.Digest, await DockerAsync(site, One, "image", "inspect", "--format", "{{.RepoDigests}}", $"{registry.Host}/pushed:1"), StringComparison.Ordinal);
        // Nobody stored the login.
        Assert.Equal("", (await site[One].RunAsync("cat /root/.docker/config.json /run/home/root/.docker/config.json 2>/dev/null || true", Token)).OutputOrThrow());
    }

    [Fact]
    public async Task A_tag_that_moves_during_a_run_is_one_image_on_all_servers()
    {
        await using var site = await SiteAsync();
        await using var registry = await RegistryAsync(site);
        var reference = $"{registry.Host}/moving:1";
        await PushAsync(site, registry, reference, "first");
        Configure(site, registry, "moving", null, "replicas: 2");
        await using var run = site.Start();
        await run.CheckServersAsync(["one", "two"], Token);

        var first = await run.DeployAsync(["one"], Token);
        await PushAsync(site, registry, reference, "second");
        var second = await run.DeployAsync(["two"], Token);

        Assert.Equal(["first", "first"], [await site.GetAsync(One, "one.moving.example.com"), await site.GetAsync(Two, "two.moving.example.com")]);
        Assert.Equal(first.Targets[0].ImageDigest, second.Targets[0].ImageDigest);
        var next = await site.DeployAsync();
        Assert.Equal(["second", "second"], [await site.GetAsync(One, "one.moving.example.com"), await site.GetAsync(Two, "two.moving.example.com")]);
        Assert.NotEqual(first.Targets[0].ImageDigest, next.Targets[0].ImageDigest);
    }

    [Fact]
    public async Task What_stands_in_the_way_at_the_registry_is_explained_before_anything_is_touched()
    {
        await using var site = await SiteAsync();
        await using var registry = await RegistryAsync(site);
        await PushAsync(site, registry, $"{registry.Host}/explained:1", "there");
        site.Environment["WRONG"] = "not-the-password";
        Configure(site, registry, "explained", null);
        var yaml = site.Read("haloy.yaml");

        site.Configure(yaml.Replace("from: { env: REGISTRY_PASSWORD }", "from: { env: WRONG }", StringComparison.Ordinal) + "global_pre_deploy: [ touch hooked ]\n");
        var wrong = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());
        Assert.Contains($"No login at the registry {registry.Host}: the registry does not accept the credentials of the user '{TestRegistry.User}'.", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", wrong.ToString(), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(System.IO.Path.Combine(site.Folder, "hooked")));

        await ExplainsAsync(site, yaml.Replace("tag: '1'", "tag: nope", StringComparison.Ordinal), "the registry has no such image.");
        await ExplainsAsync(site, yaml.Replace("/explained", "/nowhere", StringComparison.Ordinal), "the registry has no such image.");
        await ExplainsAsync(site, string.Join('\n', yaml.Split('\n').Where(l => !l.Contains("registry:", StringComparison.Ordinal))),
            "there is no such repository, or it wants a login: state `registry` with `username` and `password` under `image`.");
        await ExplainsAsync(site, yaml.Replace(registry.Host, "127.0.0.1:1", StringComparison.Ordinal), "the server does not reach the registry.");
        await registry.TrustAsync(site[One].Engine, trusted: false, Token);
        (await site[One].RunAsync($"rm -r /etc/docker/certs.d/{registry.Host}", Token)).OutputOrThrow();
        await ExplainsAsync(site, yaml, "the server does not trust the registry's certificate. Put the certificate of the authority");
    }

    [Fact]
    public async Task A_registry_that_is_asked_too_often_is_told_from_one_that_refuses()
    {
        await using var site = await Site.OnAsync(fixture, ["registry4"]);
        await using var registry = new BusyRegistry(site.Lab.Gateway);
        site.Configure($"name: busy\nserver: registry4\nimage: {{ repository: '{registry.Host}/busy', tag: '1', pull_policy: always }}\n");

        var failure = await Assert.ThrowsAnyAsync<Haloy.Engine.HaloyException>(() => site.DeployAsync());

        Assert.Contains("the registry's rate limit for the server is reached. Log in with `registry` under `image`", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await site.ContainersAsync("registry4", "busy"));
    }

    /// <summary>Two sites whose engines demand good certificates.</summary>
    private async Task<Site> SiteAsync()
    {
        var site = await Site.OnAsync(fixture, [One, Two, Builder]);
        site.Environment["DOCKER_HOST"] = site[Builder].Engine.DockerHost;
        site.Environment["REGISTRY_PASSWORD"] = TestRegistry.Password;
        return site;
    }

    private static async Task<TestRegistry> RegistryAsync(Site site)
    {
        var registry = await TestRegistry.StartAsync(site.Lab.Gateway, hasTls: true, wantsLogin: true, Token);
        await Task.WhenAll(new[] { One, Two, Builder }.Select(server => registry.TrustAsync(site[server].Engine, trusted: true, Token)));
        return registry;
    }

    private static void Configure(Site site, TestRegistry registry, string name, string? builder, string more = "replicas: 1") => site.Configure($$"""
        image:
          repository: {{registry.Host}}/{{name}}
          tag: '1'
          {{builder ?? "pull_policy: always"}}
          registry: { username: {{TestRegistry.User}}, password: { from: { env: REGISTRY_PASSWORD } } }
        tls: off
        health_check_path: /health
        {{more}}
        targets:
          one: { name: {{name}}-one, server: {{One}}, domains: [ one.{{name}}.example.com ] }
          two: { name: {{name}}-two, server: {{Two}}, domains: [ two.{{name}}.example.com ] }

        """);

    private static async Task ExplainsAsync(Site site, string yaml, string explanation)
    {
        site.Configure(yaml);
        var failure = await Assert.ThrowsAnyAsync<Haloy.Engine.HaloyException>(() => site.DeployAsync("one"));
        Assert.Contains(explanation, failure.Message, StringComparison.Ordinal);
        Assert.Contains("(The engine's words: ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await site.ContainersAsync(One, "explained-one"));
    }

    /// <summary>Somebody else's push.</summary>
    private static async Task PushAsync(Site site, TestRegistry registry, string reference, string version)
    {
        var app = await BuildAsync(site, $"haloy-lab/app:{version}");
        await using var engine = site.EngineOf(Builder);
        await engine.TagImageAsync(app, reference[..reference.LastIndexOf(':')], "1", Token);
        await engine.PushImageToEndAsync(reference, new(TestRegistry.User, TestRegistry.Password, registry.Host), Token);
    }

    private static async Task<string> BuildAsync(Site site, string reference)
    {
        await site[Builder].LoadImageAsync(await site.Lab.Images.AppAsync(new AppImage(reference.Split(':')[1]), Token), Token);
        return reference;
    }

    private static async Task<string> DockerAsync(Site site, string server, params string[] arguments) =>
        (await site[server].Engine.DockerAsync(arguments, Token)).OutputOrThrow();
}
