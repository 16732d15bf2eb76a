using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Images;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Images;

public sealed class DotnetBuilderTests
{
    private static readonly BuilderSpec s_shop = new() { Dotnet = "src/Shop.csproj" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void An_image_goes_into_an_archive_under_its_name() => Assert.Equal(
        ["publish", "src/Shop.csproj", "--nologo", "--configuration", "Release", "--runtime", "linux-x64", "-target:PublishContainer",
            "-property:ContainerRepository=acme/shop", "-property:ContainerImageTag=1.2", "-property:ContainerGenerateLabelsImageCreated=false",
            "-property:CustomAfterMicrosoftCommonTargets=added", "-property:ContainerArchiveOutputPath=image.tar", "-property:ContainerBaseImage=r.example.com:5000/aspnet:10.0"],
        Line("ghcr.io/acme/shop:1.2", s_shop with { Base = "r.example.com:5000/aspnet:10.0" }, "r.example.com:5000/aspnet:10.0", "image.tar"));

    [Theory]
    [InlineData("localhost:5000/shop:1", "localhost:5000", "shop")]
    [InlineData("ghcr.io/acme/shop", "ghcr.io", "acme/shop")]
    [InlineData("acme/shop:1", "docker.io", "acme/shop")]
    public void Or_to_the_registry_that_its_name_begins_with(string reference, string registry, string repository)
    {
        var line = Line(reference, s_shop, null, null);

        Assert.Contains("-property:ContainerRegistry=" + registry, line);
        Assert.Contains("-property:ContainerRepository=" + repository, line);
        Assert.DoesNotContain(line, a => a.StartsWith("-property:ContainerBaseImage", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("linux/amd64", null, "linux-x64")]
    [InlineData("linux/arm64", null, "linux-arm64")]
    [InlineData("linux/arm64/v8", null, "linux-arm64")]
    [InlineData("linux/arm/v7", null, "linux-arm")]
    [InlineData("linux/386", null, "linux-x86")]
    [InlineData("linux/riscv64", null, "linux-riscv64")]
    [InlineData("linux/amd64", "mcr.microsoft.com/dotnet/aspnet:10.0-alpine", "linux-musl-x64")]
    public void Platforms_have_other_names_in_NET(string platform, string? @base, string runtime) =>
        Assert.Equal(runtime, PublishCommandLine.RuntimeOf(new("shop:1", s_shop with { Base = @base }, platform)));

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        var folder = Directory.CreateTempSubdirectory("haloy-dotnet-").FullName;
        var environment = new Dictionary<string, string>();
        async Task<string> FailAsync(BuilderSpec builder, string command = "dotnet") => (await Assert.ThrowsAsync<ImageException>(
            () => new DotnetBuilder(folder, environment, command).CheckAsync(new("shop:1", builder, "linux/amd64"), Token))).Message;

        var noProject = await FailAsync(new() { Dotnet = "Shop.csproj" });
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), "<Project />");
        var noArchive = await FailAsync(new() { Dotnet = "Shop.csproj", Base = "archive:base.tar" });
        var noCommand = await FailAsync(new() { Dotnet = "Shop.csproj" }, "no-dotnet-here");
        Directory.Delete(folder, recursive: true);

        Assert.Equal($"There is no project 'Shop.csproj': {folder}/Shop.csproj. It is relative to haloy.yaml.", noProject);
        Assert.Equal($"There is no archive of a base image 'base.tar': {folder}/base.tar. It is relative to haloy.yaml.", noArchive);
        Assert.Equal("There is no 'dotnet' command on this machine, which publishes the project. Install the .NET SDK, or build with a Dockerfile.", noCommand);
    }

    [Fact]
    public async Task The_registry_on_loopback_serves_one_image_and_ends()
    {
        var (below, above) = (A.Layer(100_000), A.Layer("app"));
        using var image = A.Archive(below, above);
        using var http = new HttpClient();
        string host;
        await using (var registry = new LoopbackRegistry(image))
        {
            host = registry.Host;
            var at = $"http://{host}/v2/base";

            Assert.Equal($"{host}/base:archive", registry.Reference);
            Assert.Equal(image.Manifest, await http.GetByteArrayAsync($"{at}/manifests/archive", Token));
            Assert.Equal(image.Config, await http.GetByteArrayAsync($"{at}/blobs/{image.ConfigDigest}", Token));
            Assert.Equal([below, above], await Task.WhenAll(image.Layers.Select(l => http.GetByteArrayAsync($"{at}/blobs/{l.DiffId}", Token))));
            using var head = await http.SendAsync(new(HttpMethod.Head, $"{at}/manifests/archive"), Token);
            Assert.Equal((image.ManifestDigest, image.Manifest.Length), (head.Headers.GetValues("Docker-Content-Digest").Single(), head.Content.Headers.ContentLength));
            using var missing = await http.GetAsync($"{at}/blobs/sha256:{new string('0', 64)}", Token);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://{host}/v2/", Token));
    }

    private static IEnumerable<string> Line(string reference, BuilderSpec builder, string? @base, string? archive) =>
        PublishCommandLine.For(new(reference, builder, "linux/amd64"), @base, archive, "added");
}
