using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// Files out of packages of a Debian release that this machine does not run. Sources, lists and downloads are of its own, so that
/// the machine's package manager never hears of that release.
/// </summary>
internal sealed class DebianArchive(string release, string directory)
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private string Lists => Path.Combine(directory, "lists");

    private string Sources => Path.Combine(directory, "sources.list");

    private string Packages => Path.Combine(directory, "packages");

    /// <summary>Says that nothing is.</summary>
    private string Installed => Path.Combine(directory, "status");

    /// <summary>Unpacks the packages into <paramref name="root"/> and returns the version of each.</summary>
    public Task<IReadOnlyDictionary<string, string>> UnpackAsync(IReadOnlyList<string> names, string root, CancellationToken cancellationToken) =>
        UnpackAsync(root, ["download", .. names], cancellationToken);

    /// <summary>The same with all that the packages need, as if nothing were installed.</summary>
    public Task<IReadOnlyDictionary<string, string>> UnpackWithDependenciesAsync(IReadOnlyList<string> names, string root, CancellationToken cancellationToken) =>
        UnpackAsync(root, ["install", "--download-only", "--yes", "--no-install-recommends", .. names], cancellationToken);

    private async Task<IReadOnlyDictionary<string, string>> UnpackAsync(string root, string[] fetch, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Packages)) Directory.Delete(Packages, recursive: true);
        foreach (string needed in new[] { Path.Combine(Lists, "partial"), Path.Combine(Packages, "partial"), root }) Directory.CreateDirectory(needed);

        await File.WriteAllTextAsync(Sources, $"deb [signed-by={Keyring}] {await MirrorAsync(cancellationToken)} {release} main\n", cancellationToken);
        await File.WriteAllTextAsync(Installed, "", cancellationToken);
        await AptAsync(["update"], cancellationToken);
        await AptAsync(fetch, cancellationToken);

        var versions = new Dictionary<string, string>();
        foreach (string package in Directory.GetFiles(Packages, "*.deb").Sorted())
        {
            await Tool.OutputAsync(["dpkg-deb", "--extract", package, root], cancellationToken);
            string[] fields = (await Tool.OutputAsync(["dpkg-deb", "--show", "--showformat=${Package} ${Version}", package], cancellationToken)).Split(' ');
            versions[fields[0]] = fields[1];
        }
        return versions;
    }

    /// <summary>The archive that this machine's own packages come from, also where its lists were never fetched.</summary>
    private static async Task<string> MirrorAsync(CancellationToken cancellationToken)
    {
        CommandResult targets = await Tool.RunAsync(["apt-get", "indextargets", "--no-release-info", "--format", "$(REPO_URI)", "Created-By: Packages"], cancellationToken);
        return targets.Output.Split('\n').FirstOrDefault(uri => uri.TrimEnd('/').EndsWith("/debian", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("apt knows no Debian archive on this machine ('apt-get indextargets' names none), which the proxy's image is made from.");
    }

    /// <summary>"download" leaves the packages where it runs, "install" among its archives.</summary>
    private Task<string> AptAsync(string[] arguments, CancellationToken cancellationToken) =>
        Tool.OutputAsync(
        [
            "env", $"--chdir={Packages}", "apt-get", "--quiet",
            "-o", $"Dir::Etc::sourcelist={Sources}", "-o", "Dir::Etc::sourceparts=/dev/null",
            "-o", $"Dir::State::lists={Lists}", "-o", $"Dir::Cache={directory}", "-o", $"Dir::Cache::archives={Packages}", "-o", $"Dir::State::status={Installed}",
            // A release in the making is signed for a week at a time; a mirror or a clock may be further apart than that.
            "-o", "Acquire::Check-Valid-Until=false", "-o", "Acquire::Languages=none", "-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false", "-o", "APT::Sandbox::User=root",
            .. arguments,
        ], cancellationToken);
}
