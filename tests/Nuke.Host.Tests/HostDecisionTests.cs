using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

/// <summary>build/build-host.sh, with a dotnet that answers as a feed would.</summary>
public sealed class HostDecisionTests : IDisposable
{
    private const string NotServed = "error NU1101: Unable to find package Nuke.Common.";

    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("nuke-host-");

    public HostDecisionTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There build-host.ps1 decides.");
        _repository.CreateSubdirectory("build");
        foreach (var file in new[] { "build/build-host.sh", "Directory.Packages.props" })
            File.Copy(Path.Combine(Places.Repository, file), Path.Combine(_repository.FullName, file));
    }

    [Fact]
    public async Task A_feed_without_it_means_the_bundled_host_said_in_one_line()
    {
        var output = await DecideAsync($"echo '{NotServed}'; exit 1");

        Assert.Equal("Nuke.Common 10.1.0 is not served by the package feed; using the bundled build host (build/host).\nbundled\n", output);
    }

    [Fact]
    public async Task A_feed_with_it_means_NUKE_and_no_word()
        => Assert.Equal("nuke\n", await DecideAsync("exit 0"));

    [Fact]
    public async Task A_refusal_is_remembered()
    {
        await DecideAsync($"echo '{NotServed}'; exit 1");

        Assert.EndsWith("bundled\n", await DecideAsync("exit 0"));
    }

    [Fact]
    public async Task A_feed_that_cannot_be_reached_is_asked_again()
    {
        await DecideAsync("echo 'error NU1301: Unable to load the service index'; exit 1");

        Assert.Equal("nuke\n", await DecideAsync("exit 0"));
    }

    [Fact]
    public async Task What_is_in_the_packages_folder_is_used_without_asking()
    {
        var package = _repository.CreateSubdirectory("packages/nuke.common/10.1.0");
        await File.WriteAllTextAsync(Path.Combine(package.FullName, "nuke.common.nuspec"), "", TestContext.Current.CancellationToken);

        Assert.Equal("nuke\n", await DecideAsync("exit 1"));
    }

    [Theory]
    [InlineData("nuke")]
    [InlineData("bundled")]
    public async Task The_environment_settles_it(string host)
        => Assert.Equal($"{host}\n", await DecideAsync("exit 1", host));

    public void Dispose()
        => _repository.Delete(recursive: true);

    private async Task<string> DecideAsync(string dotnet, string? settled = null)
    {
        var tool = Path.Combine(_repository.FullName, "dotnet");
        await File.WriteAllTextAsync(tool, $"#!/usr/bin/env bash\n{dotnet}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        const string Script = "set -e; BUILD_ROOT=$PWD; source build/build-host.sh; DOTNET_EXE=$PWD/dotnet; decide_host; echo $NUKE_HOST_IN_USE";
        var start = new ProcessStartInfo("bash", ["-c", Script]) { WorkingDirectory = _repository.FullName, RedirectStandardOutput = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_repository.FullName, "packages");
        start.Environment["NUKE_BUILD_HOST"] = settled ?? "";
        using var process = Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
