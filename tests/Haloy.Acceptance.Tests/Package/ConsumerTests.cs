using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Package;

/// <summary>The quick start of the README, in a new folder, with the package.</summary>
public sealed class ConsumerTests(LabFixture lab, PackedFixture packed) : IClassFixture<OwnServers>
{
    private const string Server = "package1";

    private const string Configuration = $$"""
        image: { repository: "haloy-lab/app", tag: "1", pull_policy: "never" }
        health_check_path: "/health"
        tls: "off"
        targets:
          production:
            server: "{{Server}}"
            replicas: 2
            domains: [ "consumer.example.com" ]

        """;

    [Fact]
    public async Task A_new_build_with_the_package_deploys_and_tells_a_mistake_at_its_line()
    {
        await using var site = await Site.OnAsync(lab, [Server], new AppImage("1"));
        Consumer.Write(site, await packed.FolderAsync());
        site.Configure(Configuration);

        var help = await BuildAsync(site, "--help");
        var deploy = await BuildAsync(site, "ValidateConfig", "DeployProduction");
        var answer = await site.GetAsync(Server, "consumer.example.com");
        site.Configure(Configuration.Replace("replicas:", "replica:", StringComparison.Ordinal));
        var broken = await BuildAsync(site, "ValidateConfig");

        Assert.Contains("DeployProduction", help.OutputOrThrow());
        Assert.Contains("--haloy-targets", help.Output);
        Assert.Contains("haloy.yaml is in order. Its target: production", deploy.OutputOrThrow());
        Assert.Equal("1", answer);
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("haloy.yaml(7,5): error HALOY014: targets/production/replica: ", broken.Output);
        AssertBringsOnlyTheEngine(site.Folder);
    }

    /// <summary>What the build has at run time through the package: the engine, the reader, the YAML parser. No compiler, no generator.</summary>
    private static void AssertBringsOnlyTheEngine(string folder)
    {
        var dependencies = Assert.Single(Directory.GetFiles(Path.Combine(folder, "build", "bin"), "_build.deps.json", SearchOption.AllDirectories));
        var libraries = JsonNode.Parse(File.ReadAllText(dependencies))!["targets"]!.AsObject().Single().Value!.AsObject();
        var haloy = libraries.Single(library => library.Key.StartsWith("Nuke.Haloy/", StringComparison.Ordinal)).Value!;
        var present = Directory.GetFiles(Path.GetDirectoryName(dependencies)!, "*.dll").Select(file => Path.GetFileName(file)).ToList();

        Assert.Equal(["lib/net10.0/Haloy.Engine.dll", "lib/net10.0/Haloy.Manifest.dll"], haloy["runtime"]!.AsObject().Select(file => file.Key).Order());
        Assert.Equal(["YamlDotNet"], haloy["dependencies"]!.AsObject().Select(dependency => dependency.Key));
        Assert.Single(present, "YamlDotNet.dll");
        Assert.DoesNotContain("Nuke.Haloy.Generator.dll", present);
        Assert.DoesNotContain(present, file => file.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    private static Task<CommandResult> BuildAsync(Site site, params string[] arguments) => Shell.RunAsync(
        site.Folder,
        new Dictionary<string, string> { ["HALOY_SSH_CONFIG"] = site.Lab.SshConfigFile, ["DOCKER_HOST"] = site.Lab.Workstation.DockerHost },
        ["bash", "./build.sh", .. arguments]);
}
