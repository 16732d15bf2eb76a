using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Manifest;
using Haloy.Manifest.Targets;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>Builds with a real engine: by its classic builder, and by BuildKit with Debian's buildx.</summary>
public sealed class BuildTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    // Blanks, quotes, signs that shells and flags know, and a line's end.
    private const string Awkward = "it's a \"quoted\" = --value,\n$HOME `x` \\ end ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Arguments_arrive_unharmed_and_the_secret_ones_are_not_printed(bool buildx)
    {
        await using var site = await SiteAsync(buildx);
        await using var local = Local(site);
        site.Write("Dockerfile.args", """
            FROM caddy:2 AS final
            ARG PLAIN
            ARG SECRET
            ARG CALLERS
            ENV PLAIN=$PLAIN SECRET=$SECRET CALLERS=$CALLERS
            RUN echo "the secret is $SECRET"
            FROM final AS unwanted
            ENV PLAIN=unwanted
            """);
        site.Configure($$"""
            name: arguments
            server: {{Server}}
            image:
              repository: acceptance/arguments
              tag: "{{buildx}}-{{Guid.NewGuid():n}}"
              builder:
                dockerfile: Dockerfile.args
                target: final
                args:
                  - { name: PLAIN, value: {{System.Text.Json.JsonSerializer.Serialize(Awkward)}} }
                  - { name: SECRET, from: { env: THE_SECRET } }
                  - { name: CALLERS }
            """);
        var secret = $"secret-{Guid.NewGuid():n} '\"=";
        site.Environment["THE_SECRET"] = secret;
        site.Environment["CALLERS"] = Awkward;
        await using var run = site.Start();

        await run.CheckServersAsync(["arguments"], Token);
        await run.BuildImagesAsync(["arguments"], Token);

        var built = await local.FindImageAsync(Assert.Single(site.Events.OfType<DeploymentEvent.BuildFinished>()).ImageId, Token);
        Assert.Contains($"PLAIN={Awkward}", built!.Config.Env);
        Assert.Contains($"CALLERS={Awkward}", built.Config.Env);
        Assert.Contains($"SECRET={secret}", built.Config.Env);
        var output = site.Events.OfType<DeploymentEvent.Output>().Select(o => o.Line).ToList();
        Assert.Contains(output, line => line.Contains("the secret is ***", StringComparison.Ordinal));
        Assert.DoesNotContain(output, line => line.Contains(secret[..20], StringComparison.Ordinal));
        Assert.Equal(buildx, output.Any(line => line.StartsWith("#1 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BuildKit_builds_for_a_foreign_platform_and_the_classic_builder_says_what_it_would_need()
    {
        await using var site = await SiteAsync(buildx: true);
        site.Write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        await using var local = Local(site);
        var order = new BuildOrder($"acceptance/foreign:{Guid.NewGuid():n}", new BuilderSpec(), "linux/arm64");

        var id = await BuilderOf(site, local).BuildAsync(order, (_, _) => { }, Token);
        site.Environment["DOCKER_BUILDKIT"] = "0";
        var refused = await Assert.ThrowsAsync<ImageException>(() => BuilderOf(site, local).CheckAsync(order, Token));

        Assert.Equal("arm64", (await local.FindImageAsync(id, Token))!.Architecture);
        Assert.StartsWith($"Building {order.Reference} for linux/arm64 on this linux/amd64 machine needs BuildKit, and 'docker buildx' is not here. Install", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_build_lacks_is_said_before_anything_is_touched()
    {
        await using var site = await SiteAsync(buildx: false);
        site.Write("Dockerfile", "FROM caddy:2\n");
        site.Configure($$"""
            name: lacking
            server: {{Server}}
            image: { repository: acceptance/lacking, builder: { args: [ { name: PATH, from: { env: A_SECRET } } ] } }
            global_pre_deploy: [ touch hooked ]
            """);
        site.Environment["A_SECRET"] = "x";

        var failure = await Assert.ThrowsAsync<PreflightException>(() => site.DeployAsync());

        Assert.Equal("The build argument PATH of acceptance/lacking:latest is a secret, and docker itself reads a variable of that name. Call it otherwise.", failure.Message);
        Assert.False(File.Exists(Path.Combine(site.Folder, "hooked")));
    }

    [Fact]
    public async Task A_machine_without_Docker_is_told_what_there_is_to_do()
    {
        await using var site = await SiteAsync(buildx: false);
        site.Write("Dockerfile", "FROM scratch\n");
        await using var nowhere = new DockerEngine(UnixSocket.At(Path.Combine(site.Folder, "no.sock")), TimeProvider.System);
        await using var local = Local(site);
        var order = new BuildOrder("app:1", new BuilderSpec(), "linux/amd64");

        var command = await Assert.ThrowsAsync<ImageException>(() => new DockerBuilder(local, site.Folder, site.CommandEnvironment, "no-docker-here").CheckAsync(order, Token));
        var engine = await Assert.ThrowsAsync<ImageException>(() => BuilderOf(site, nowhere).CheckAsync(order, Token));

        Assert.StartsWith("There is no 'docker' command on this machine, which builds the images. Install Docker,", command.Message, StringComparison.Ordinal);
        Assert.StartsWith("This machine's Docker engine, which builds the images, does not answer. The Docker engine cannot be reached:", engine.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_fails_says_why_where_its_output_tells()
    {
        await using var site = await SiteAsync(buildx: false);
        await using var local = Local(site);
        var nobody = $"127.0.0.1:1/nobody/{Guid.NewGuid():n}";
        site.Write("Dockerfile", $"FROM {nobody}\n");

        var failure = await Assert.ThrowsAsync<ImageException>(() => BuilderOf(site, local).BuildAsync(
            new BuildOrder("acceptance/failing:1", new BuilderSpec(), "linux/amd64"), (_, _) => { }, Token));

        Assert.Equal(
            "Building acceptance/failing:1 failed: docker build ended with exit code 1. Its output is above. It could not get its base image: "
            + "this machine does not reach the registry. Check its name, and whether this machine may open connections to it.",
            failure.Message);
    }

    [Fact]
    public async Task A_base_image_of_another_architecture_is_found_out()
    {
        await using var site = await SiteAsync(buildx: true);
        await using var local = Local(site);
        var foreign = $"acceptance/arm-base:{Guid.NewGuid():n}";
        site.Write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        await BuilderOf(site, local).BuildAsync(new BuildOrder(foreign, new BuilderSpec(), "linux/arm64"), (_, _) => { }, Token);
        site.Write("Dockerfile", $"FROM {foreign}\nCOPY Dockerfile /again\n");
        site.Environment["DOCKER_BUILDKIT"] = "0";

        var failure = await Assert.ThrowsAsync<ImageException>(() => BuilderOf(site, local).BuildAsync(
            new BuildOrder("acceptance/mixed:1", new BuilderSpec(), "linux/amd64"), (_, _) => { }, Token));

        Assert.StartsWith("acceptance/mixed:1 was to be built for linux/amd64 and came out for linux/arm64: its base image is of that architecture.", failure.Message, StringComparison.Ordinal);
    }

    private const string Server = "build1";

    private static DockerEngine Local(Site site) => new(UnixSocket.At(site.Lab.Workstation.DockerSocket), TimeProvider.System);

    private static DockerBuilder BuilderOf(Site site, DockerEngine local) => new(local, site.Folder, site.CommandEnvironment);

    /// <summary>A site whose docker command has buildx or not.</summary>
    private async Task<Site> SiteAsync(bool buildx)
    {
        var site = await Site.OnAsync(fixture, [Server]);
        await site.Lab.Workstation.LoadImageAsync(await site.Lab.Images.CaddyAsync(Token), Token);
        var plugins = Directory.CreateDirectory(Path.Combine(site.Folder, ".docker", "cli-plugins")).FullName;
        if (buildx)
            File.CreateSymbolicLink(Path.Combine(plugins, "docker-buildx"), await site.Lab.BuildxAsync(Token));
        site.Environment["DOCKER_CONFIG"] = Path.GetDirectoryName(plugins)!;
        return site;
    }
}
