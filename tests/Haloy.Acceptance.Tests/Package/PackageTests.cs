using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace Haloy.Acceptance.Tests.Package;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests(PackedFixture packed)
{
    [Fact]
    public async Task The_package_holds_what_a_build_needs_and_nothing_else()
    {
        await using var package = await OpenAsync("Nuke.Haloy");
        var component = Directory.GetFiles(Path.Combine(PackedFixture.Repository, "src", "Nuke.Haloy", "sources")).Select(file => "sources/" + Path.GetFileName(file));

        string[] expected =
        [
            "Nuke.Haloy.nuspec", "README.md", "LICENSE", "icon.png", "haloy.schema.json",
            "buildTransitive/Nuke.Haloy.props", "buildTransitive/Nuke.Haloy.targets",
            "lib/net10.0/Haloy.Engine.dll", "lib/net10.0/Haloy.Engine.xml", "lib/net10.0/Haloy.Manifest.dll", "lib/net10.0/Haloy.Manifest.xml",
            "analyzers/dotnet/cs/Nuke.Haloy.Generator.dll", "analyzers/dotnet/cs/Haloy.Manifest.dll", "analyzers/dotnet/cs/YamlDotNet.dll",
            .. component,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files(package).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_that_comes_along_with_it_is_the_YAML_parser()
    {
        var dependencies = (await NuspecAsync("Nuke.Haloy")).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id"));

        Assert.Equal(["YamlDotNet"], dependencies);
    }

    [Theory]
    [InlineData("Haloy.Manifest", "netstandard2.0", "YamlDotNet")]
    [InlineData("Haloy.Engine", "net10.0", "Haloy.Manifest")]
    public async Task Other_hosts_get_the_engine_and_the_reader_as_libraries(string id, string framework, string dependency)
    {
        await using var package = await OpenAsync(id);

        Assert.Equal([$"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml"], Files(package).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        var dependencies = (await NuspecAsync(id)).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id"));
        Assert.Equal([dependency], dependencies);
    }

    [Theory]
    [InlineData("Haloy.Manifest")]
    [InlineData("Haloy.Engine")]
    [InlineData("Nuke.Haloy")]
    public async Task A_package_says_what_it_is_and_of_whom(string id)
    {
        var nuspec = await NuspecAsync(id);

        string? Value(string name) => nuspec.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Contains("CHANGELOG.md", Value("releaseNotes"));
        Assert.NotEqual("Package Description", Value("description"));
    }

    /// <summary>Symbols are inside, so that a stack trace has lines without a symbol server; and their paths are nobody's.</summary>
    [Theory]
    [InlineData("lib/net10.0/Haloy.Engine.dll")]
    [InlineData("lib/net10.0/Haloy.Manifest.dll")]
    [InlineData("analyzers/dotnet/cs/Nuke.Haloy.Generator.dll")]
    public async Task A_library_brings_its_symbols_and_no_path_of_the_machine_that_built_it(string library)
    {
        await using var package = await OpenAsync("Nuke.Haloy");
        using var image = new PEReader(new MemoryStream(await ReadAsync(package.GetEntry(library)!)));
        var embedded = Assert.Single(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        var reader = symbols.GetMetadataReader();
        var sources = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.StartsWith("/_/", source));
    }

    [Fact]
    public async Task Packing_twice_gives_the_same_bytes()
    {
        // Built by the first time, which another test may have been or not.
        await packed.FolderAsync();
        var again = Directory.CreateTempSubdirectory("haloy-packages-");
        try
        {
            await PackedFixture.PackAsync(again, "--no-build");
            foreach (var id in PackedFixture.Ids)
            {
                await using var first = await OpenAsync(id);
                await using var second = await ZipFile.OpenReadAsync(Assert.Single(again.GetFiles($"{id}.*.nupkg")).FullName, TestContext.Current.CancellationToken);
                Assert.Equal(Files(first), Files(second));
                foreach (var file in Files(first))
                {
                    var bytes = await ReadAsync(first.GetEntry(file)!);
                    var bytesAgain = await ReadAsync(second.GetEntry(file)!);
                    Assert.True(bytes.AsSpan().SequenceEqual(bytesAgain), $"{id}: {file}");
                }
            }
        }
        finally
        {
            again.Delete(recursive: true);
        }
    }

    private async Task<ZipArchive> OpenAsync(string id) => await ZipFile.OpenReadAsync(await packed.FileAsync(id), TestContext.Current.CancellationToken);

    /// <summary>All but what the format wraps around them.</summary>
    private static IReadOnlyList<string> Files(ZipArchive package) => [.. package.Entries.Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")];

    private async Task<XDocument> NuspecAsync(string id)
    {
        await using var package = await OpenAsync(id);
        await using var text = await package.GetEntry(id + ".nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        return await XDocument.LoadAsync(text, LoadOptions.None, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
