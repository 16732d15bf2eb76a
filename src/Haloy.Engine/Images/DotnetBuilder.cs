using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>Publishes a project as an image with the .NET SDK's own container support: no Dockerfile, no engine.</summary>
/// <param name="directory">The folder that paths are relative to.</param>
/// <param name="environment">What the command sees.</param>
/// <param name="command">The .NET CLI: a name found in PATH, or a path.</param>
internal sealed class DotnetBuilder(string directory, IReadOnlyDictionary<string, string> environment, string command = "dotnet")
{
    // Imported by the build: tells the digest of what was pushed.
    private const string Addition = """
        <Project>
          <Target Name="HaloyTellDigest" AfterTargets="PublishContainer">
            <WriteLinesToFile File="$(MSBuildThisFileDirectory)digest" Lines="$(GeneratedContainerDigest)" Overwrite="true" />
          </Target>
        </Project>
        """;

    /// <summary>Looks whether all that a build needs is there.</summary>
    /// <exception cref="ImageException">It is not.</exception>
    public async Task CheckAsync(BuildOrder order, CancellationToken ct)
    {
        RefuseMissing(order.Builder.Dotnet!, "project");
        if (order.Builder.BaseArchive is { } archive)
            RefuseMissing(archive, "archive of a base image");
        await RunAsync(Dotnet(["--version"]), (_, _) => { }, ct);
    }

    /// <summary>Builds an image.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="line">Hears the output line by line.</param>
    /// <param name="ct">Ends the build.</param>
    /// <exception cref="ImageException">The build failed, or what it needs is not there.</exception>
    public async Task<ImageArchive> BuildAsync(BuildOrder order, Action<string, bool> line, CancellationToken ct)
    {
        var scratch = Directory.CreateTempSubdirectory("haloy-publish-");
        try
        {
            var archive = Path.Combine(scratch.FullName, "image.tar");
            await PublishAsync(order, archive, scratch, null, line, ct);
            return await ReadAsync(archive, order, ct);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Builds an image and pushes it to its registry.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="auth">The login; null: what the SDK knows by itself.</param>
    /// <param name="line">Hears the output line by line.</param>
    /// <param name="ct">Ends the build.</param>
    /// <returns>The digest that it has in the registry.</returns>
    /// <exception cref="ImageException">The build or the push failed.</exception>
    public async Task<string> PushAsync(BuildOrder order, RegistryAuth? auth, Action<string, bool> line, CancellationToken ct)
    {
        var scratch = Directory.CreateTempSubdirectory("haloy-publish-");
        try
        {
            await PublishAsync(order, null, scratch, auth, line, ct);
            var digest = Path.Combine(scratch.FullName, "digest");
            return File.Exists(digest) && (await File.ReadAllTextAsync(digest, ct)).Trim() is { Length: > 0 } text ? text
                : throw new ImageException($"{order.Reference} was pushed, but the .NET SDK did not tell its digest. Version 8.0.200 or later does.");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task PublishAsync(
        BuildOrder order, string? archive, DirectoryInfo scratch, RegistryAuth? auth, Action<string, bool> line, CancellationToken ct)
    {
        RefuseMissing(order.Builder.Dotnet!, "project");
        using var baseImage = order.Builder.BaseArchive is { } file ? await ReadAsync(Path.Combine(directory, file), order, ct) : null;
        await using var registry = baseImage is null ? null : new LoopbackRegistry(baseImage);
        var addition = Path.Combine(scratch.FullName, "haloy.targets");
        await File.WriteAllTextAsync(addition, Addition, ct);

        var start = Dotnet(PublishCommandLine.For(order, registry?.Reference ?? order.Builder.Base, archive, addition));
        SetEnvironment(start, order, registry, auth);
        var last = new LastLines();
        var exitCode = await RunAsync(start, (text, isError) =>
        {
            last.Add(text);
            line(text, isError);
        }, ct);
        if (exitCode != 0)
            throw BuildFailure.Of(order, "dotnet publish", exitCode, last);
    }

    private static void SetEnvironment(ProcessStartInfo start, BuildOrder order, LoopbackRegistry? registry, RegistryAuth? auth)
    {
        foreach (var arg in order.Args.Where(a => a.Value is not null))
            start.Environment[arg.Name] = arg.Value;
        if (registry is not null)
        {
            var others = start.Environment.TryGetValue("DOTNET_CONTAINER_INSECURE_REGISTRIES", out var stated) && stated is { Length: > 0 } ? stated + ";" : "";
            start.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = others + registry.Host;
        }
        if (auth is null)
            return;
        (start.Environment["DOTNET_CONTAINER_PUSH_REGISTRY_UNAME"], start.Environment["DOTNET_CONTAINER_PUSH_REGISTRY_PWORD"]) = (auth.Username, auth.Reveal());
        if (order.Builder.Base?.StartsWith(auth.ServerAddress + "/", StringComparison.Ordinal) == true)
            (start.Environment["DOTNET_CONTAINER_PULL_REGISTRY_UNAME"], start.Environment["DOTNET_CONTAINER_PULL_REGISTRY_PWORD"]) = (auth.Username, auth.Reveal());
    }

    private static async Task<ImageArchive> ReadAsync(string file, BuildOrder order, CancellationToken ct)
    {
        try
        {
            await using var tar = File.OpenRead(file);
            return await SavedImage.ReadAsync(tar, order.Platform.Split('/')[1], ct);
        }
        catch (UnreadableArchiveException e)
        {
            throw new ImageException($"{file} is not an archive of an image, as 'docker save' and the .NET SDK write them: {e.Message}.", e);
        }
    }

    private void RefuseMissing(string path, string what)
    {
        var full = Path.GetFullPath(Path.Combine(directory, path));
        if (!File.Exists(full))
            throw new ImageException($"There is no {what} '{path}': {full}. It is relative to haloy.yaml.");
    }

    private ProcessStartInfo Dotnet(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // The build that runs this is of another version, or has other settings.
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly" })
            start.Environment.Remove(name);
        // A server that outlives the build would hold on to its environment, and so to its secrets.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        return start;
    }

    private static async Task<int> RunAsync(ProcessStartInfo start, Action<string, bool> line, CancellationToken ct)
    {
        try
        {
            return await StreamedProcess.RunAsync(start, line, ct);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ImageException("There is no 'dotnet' command on this machine, which publishes the project. Install the .NET SDK, or build with a Dockerfile.", e);
        }
    }
}
