using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>
/// Builds images with the local engine through the <c>docker</c> command line, which brings BuildKit, its caches and the
/// user's credentials along.
/// </summary>
internal sealed class ImageBuilder(string directory, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Builds an image.</summary>
    /// <param name="reference">What it is called afterwards.</param>
    /// <param name="builder">How.</param>
    /// <param name="platform">What it is for; null: the engine's own.</param>
    /// <param name="args">The build arguments; a null value passes the caller's variable of that name through.</param>
    /// <param name="line">Hears the output line by line.</param>
    /// <param name="ct">Ends the build.</param>
    /// <returns>The image's id.</returns>
    /// <exception cref="ImageException">The build failed, or what it needs is not there.</exception>
    public async Task<string> BuildAsync(
        string reference, BuilderSpec builder, string? platform, IReadOnlyList<KeyValuePair<string, string?>> args,
        Action<string, bool> line, CancellationToken ct)
    {
        RefuseMissingFiles(builder);
        var idFile = Path.Combine(Path.GetTempPath(), "haloy-" + Path.GetRandomFileName());
        try
        {
            var start = new ProcessStartInfo("docker") { WorkingDirectory = directory };
            foreach (var argument in BuildCommandLine.For(reference, builder, platform, args.Select(a => a.Key), idFile))
                start.ArgumentList.Add(argument);
            await SetEnvironmentAsync(start, args, ct);
            var exitCode = await RunAsync(start, line, ct);
            if (exitCode != 0)
                throw new ImageException(string.Create(CultureInfo.InvariantCulture,
                    $"Building {reference} failed: docker build ended with exit code {exitCode}. Its output is above."));
            return (await File.ReadAllTextAsync(idFile, ct)).Trim();
        }
        finally
        {
            File.Delete(idFile);
        }
    }

    private void RefuseMissingFiles(BuilderSpec builder)
    {
        var context = Path.GetFullPath(Path.Combine(directory, builder.Context));
        if (!Directory.Exists(context))
            throw new ImageException($"The build context '{builder.Context}' is not a directory: {context}. It is relative to haloy.yaml.");
        var dockerfile = Path.Combine(context, builder.Dockerfile);
        if (!File.Exists(dockerfile))
            throw new ImageException($"There is no Dockerfile '{builder.Dockerfile}' in the build context '{builder.Context}': {dockerfile}.");
    }

    // Values travel in the environment: an argument could be read by every user of the machine.
    private async Task SetEnvironmentAsync(ProcessStartInfo start, IReadOnlyList<KeyValuePair<string, string?>> args, CancellationToken ct)
    {
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var (name, value) in args)
            if (value is not null)
                start.Environment[name] = value;
        if (!environment.ContainsKey("DOCKER_BUILDKIT") && !await HasBuildxAsync(ct))
            start.Environment["DOCKER_BUILDKIT"] = "0";
    }

    private async Task<bool> HasBuildxAsync(CancellationToken ct)
    {
        var probe = new ProcessStartInfo("docker") { ArgumentList = { "buildx", "version" } };
        probe.Environment.Clear();
        foreach (var (name, value) in environment)
            probe.Environment[name] = value;
        return await RunAsync(probe, (_, _) => { }, ct) == 0;
    }

    private static async Task<int> RunAsync(ProcessStartInfo start, Action<string, bool> line, CancellationToken ct)
    {
        try
        {
            return await StreamedProcess.RunAsync(start, line, ct);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ImageException(
                "There is no 'docker' command on this machine, which builds the images. Install Docker, or deploy an image that "
                + "is built already (image: repository:tag without builder).", e);
        }
    }
}
