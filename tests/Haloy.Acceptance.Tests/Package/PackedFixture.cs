using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Package;

[assembly: AssemblyFixture(typeof(PackedFixture))]

namespace Haloy.Acceptance.Tests.Package;

/// <summary>The packages: those in the folder that HALOY_PACKAGES names, or made once for the test run when the first test asks.</summary>
public sealed class PackedFixture : IDisposable
{
    public static readonly IReadOnlyList<string> Ids = ["Haloy.Manifest", "Haloy.Engine", "Nuke.Haloy"];

    private readonly SemaphoreSlim _once = new(1);
    private DirectoryInfo? _made;

    /// <summary>The repository that these tests lie in.</summary>
    public static string Repository { get; } = Find();

    public async Task<string> FolderAsync()
    {
        if (Environment.GetEnvironmentVariable("HALOY_PACKAGES") is { Length: > 0 } given)
            return given;

        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return (_made ??= await PackAsync(Directory.CreateTempSubdirectory("haloy-packages-"))).FullName;
        }
        finally
        {
            _once.Release();
        }
    }

    public async Task<string> FileAsync(string id) => Assert.Single(Directory.GetFiles(await FolderAsync(), $"{id}.*.nupkg"));

    /// <summary>As <c>./build.sh Pack</c> does.</summary>
    public static async Task<DirectoryInfo> PackAsync(DirectoryInfo folder, params string[] more)
    {
        foreach (var id in Ids)
        {
            (await Shell.RunAsync(Repository, new Dictionary<string, string>(),
                ["dotnet", "pack", Path.Combine("src", id), "--configuration", "Release", "--output", folder.FullName, "-nologo", "--verbosity", "quiet", .. more])).OutputOrThrow();
        }

        return folder;
    }

    public void Dispose()
    {
        _made?.Delete(recursive: true);
        _once.Dispose();
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nuke.Haloy.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
