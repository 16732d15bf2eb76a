using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Images;

/// <summary>A project that the .NET SDK publishes: no Dockerfile, and no engine on the machine that deploys.</summary>
public sealed class DotnetTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "dotnet1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_base_from_a_registry_and_of_a_change_only_the_apps_layer_travels()
    {
        await using var site = await SiteAsync("published");
        await using var registry = await TestRegistry.StartAsync(site.Lab.Gateway, hasTls: false, wantsLogin: false, Token);
        var @base = await PushBaseAsync(site, registry);
        Configure(site, $"builder: {{ dotnet: app/App.csproj, base: '{@base}', args: [ {{ name: Greeting, value: 'hello, \"it''s\" one' }} ] }}");

        var first = (await site.DeployAsync()).Targets[0];
        var greeting = await site.GetAsync(Server, "published.example.com", "/");
        site.Configure(site.Read("haloy.yaml").Replace(" one'", " two'", StringComparison.Ordinal));
        var changed = (await site.DeployAsync()).Targets[0];

        Assert.Equal("hello, \"it's\" one", greeting);
        Assert.Equal("hello, \"it's\" two", await site.GetAsync(Server, "published.example.com", "/"));
        // Another test may have brought the base already.
        Assert.InRange(first.BytesSent, 1, first.BytesTotal - 1);
        Assert.InRange(changed.BytesSent, 1, 64 * 1024);
        Assert.Null(first.ImageDigest);
        TestContext.Current.TestOutputHelper?.WriteLine($"first {first.BytesSent} of {first.BytesTotal}, changed {changed.BytesSent}");
    }

    [Fact]
    public async Task On_a_base_from_an_archive()
    {
        await using var site = await SiteAsync("archived");
        var aspNet = await site.Lab.Images.AspNetAsync(Token);
        await site.Lab.Workstation.LoadImageAsync(aspNet, Token);
        (await site.Lab.Workstation.DockerAsync(["save", "--output", Path.Combine(site.Folder, "base.tar"), aspNet.Reference], Token)).OutputOrThrow();
        Configure(site, "builder: { dotnet: app/App.csproj, base: 'archive:base.tar', args: [ { name: Greeting, value: from an archive } ] }");

        var report = await site.DeployAsync();

        Assert.Equal("from an archive", await site.GetAsync(Server, "archived.example.com", "/"));
        Assert.False(Assert.Single(report.Images).Id.Length == 0);
        File.WriteAllText(Path.Combine(site.Folder, "base.tar"), "no archive at all, though long enough to be read as the beginning of one".PadRight(1024));
        var failure = await Assert.ThrowsAnyAsync<Haloy.Engine.HaloyException>(() => site.DeployAsync());
        Assert.Contains("base.tar is not an archive of an image, as 'docker save' and the .NET SDK write them:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pushed_to_a_registry_with_a_login_and_pulled_by_its_digest()
    {
        await using var site = await SiteAsync("registered");
        await using var registry = await TestRegistry.StartAsync(site.Lab.Gateway, hasTls: true, wantsLogin: true, Token);
        await using var plain = await TestRegistry.StartAsync(site.Lab.Gateway, hasTls: false, wantsLogin: false, Token);
        var @base = await PushBaseAsync(site, plain);
        // The SDK's word for both: without TLS, and with a certificate that this machine does not trust.
        site.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = $"{plain.Host};{registry.Host}";
        site.Environment["REGISTRY_PASSWORD"] = TestRegistry.Password;
        Configure(site, $$"""
            builder: { dotnet: app/App.csproj, base: '{{@base}}', args: [ { name: Greeting, value: pushed } ] }
              registry: { username: {{TestRegistry.User}}, password: { from: { env: REGISTRY_PASSWORD } } }
            """, registry.Host + "/registered");

        var report = await site.DeployAsync();

        var pushed = Assert.Single(site.Events.OfType<DeploymentEvent.ImagePushed>());
        Assert.Equal((pushed.Digest, 0L), (report.Targets[0].ImageDigest, report.Targets[0].BytesSent));
        Assert.Equal("pushed", await site.GetAsync(Server, "registered.example.com", "/"));
    }

    [Fact]
    public async Task A_project_that_does_not_compile_or_has_no_base_says_so()
    {
        await using var site = await SiteAsync("failing");
        Configure(site, "builder: { dotnet: app/App.csproj, base: '127.0.0.1:1/aspnet:10.0' }");

        var unreachable = await Assert.ThrowsAnyAsync<Haloy.Engine.HaloyException>(() => site.DeployAsync());
        site.Write("app/Program.cs", "this is no program");
        var broken = await Assert.ThrowsAnyAsync<Haloy.Engine.HaloyException>(() => site.DeployAsync());

        Assert.StartsWith("Building acceptance/failing:1 failed: dotnet publish ended with exit code 1. Its output is above. It could not get its base image: this machine does not reach the registry.", unreachable.Message, StringComparison.Ordinal);
        Assert.Equal("Building acceptance/failing:1 failed: dotnet publish ended with exit code 1. Its output is above.", broken.Message);
        Assert.Contains(site.Events.OfType<DeploymentEvent.Output>(), o => o.Line.Contains("error CS", StringComparison.Ordinal));
    }

    /// <summary>A site with a project, on a machine without an engine.</summary>
    private async Task<Site> SiteAsync(string name)
    {
        var site = await Site.OnAsync(fixture, [Server]);
        Directory.CreateDirectory(Path.Combine(site.Folder, "app"));
        site.Write("Directory.Build.props", "<Project />");
        site.Write("Directory.Build.targets", "<Project />");
        site.Write("Directory.Packages.props", "<Project />");
        // A build argument is a property of MSBuild.
        site.Write("app/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <Target Name="WriteGreeting" BeforeTargets="AssignTargetPaths">
                <WriteLinesToFile File="greeting" Lines="$(Greeting)" Overwrite="true" />
                <ItemGroup><Content Include="greeting" CopyToPublishDirectory="Always" /></ItemGroup>
              </Target>
            </Project>
            """);
        site.Write("app/Program.cs", """
            var app = WebApplication.Create(args);
            app.MapGet("/", () => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "greeting")).Trim());
            app.Run();
            """);
        site.Environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock";
        site.Environment["Name"] = name;
        return site;
    }

    private static void Configure(Site site, string builder, string? repository = null) => site.Configure($$"""
        name: {{site.Environment["Name"]}}
        server: {{Server}}
        image:
          repository: {{repository ?? "acceptance/" + site.Environment["Name"]}}
          tag: '1'
          {{builder}}
        tls: off
        domains: [ {{site.Environment["Name"]}}.example.com ]

        """);

    private static async Task<string> PushBaseAsync(Site site, TestRegistry registry)
    {
        var aspNet = await site.Lab.Images.AspNetAsync(Token);
        await site.Lab.Workstation.LoadImageAsync(aspNet, Token);
        await using var engine = new Haloy.Engine.Docker.DockerEngine(Haloy.Engine.Docker.UnixSocket.At(site.Lab.Workstation.DockerSocket), TimeProvider.System);
        await engine.TagImageAsync(aspNet.Reference, $"{registry.Host}/aspnet", "10.0", Token);
        await engine.PushImageToEndAsync($"{registry.Host}/aspnet:10.0", null, Token);
        await engine.RemoveImageAsync($"{registry.Host}/aspnet:10.0", force: false, Token);
        site.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Host;
        return $"{registry.Host}/aspnet:10.0";
    }
}
