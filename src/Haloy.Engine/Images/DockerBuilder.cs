using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>
/// Builds images with the local engine through the <c>docker</c> command line, which brings BuildKit, its caches and the
/// user's credentials along; without buildx by the engine's classic builder.
/// </summary>
/// <param name="local">The local engine.</param>
/// <param name="directory">The folder that paths are relative to.</param>
/// <param name="environment">What the command sees.</param>
/// <param name="command">The Docker CLI: a name found in PATH, or a path.</param>
internal sealed class DockerBuilder(DockerEngine local, string directory, IReadOnlyDictionary<string, string> environment, string command = "docker")
{
    // What the command line reads itself; a secret of such a name, which can only travel as a variable, would lead it astray.
    private static readonly HashSet<string> s_ownVariables = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "LD_PRELOAD", "LD_LIBRARY_PATH", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH",
        "DOCKER_TLS_VERIFY", "DOCKER_API_VERSION", "DOCKER_BUILDKIT", "BUILDX_BUILDER", "BUILDX_CONFIG",
    };

    /// <summary>Looks whether all that a build needs is there.</summary>
    /// <exception cref="ImageException">It is not.</exception>
    public async Task CheckAsync(BuildOrder order, CancellationToken ct)
    {
        BuildPlaces.Check(directory, order.Builder);
        if (order.Args.FirstOrDefault(a => a.Kind == BuildArgumentKind.Secret && s_ownVariables.Contains(a.Name)) is { } arg)
            throw new ImageException($"The build argument {arg.Name} of {order.Reference} is a secret, and docker itself reads a variable of that name. Call it otherwise.");
        await PrepareAsync(order, ct);
    }

    /// <summary>Builds an image.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="line">Hears the output line by line.</param>
    /// <param name="ct">Ends the build.</param>
    /// <returns>The image's id.</returns>
    /// <exception cref="ImageException">The build failed, or what it needs is not there.</exception>
    public async Task<string> BuildAsync(BuildOrder order, Action<string, bool> line, CancellationToken ct)
    {
        BuildPlaces.Check(directory, order.Builder);
        var (platform, hasBuildx) = await PrepareAsync(order, ct);
        var idFile = Path.Combine(Path.GetTempPath(), "haloy-" + Path.GetRandomFileName());
        try
        {
            var start = Docker([.. BuildCommandLine.For(order, platform, hasBuildx, idFile)]);
            start.Environment["DOCKER_BUILDKIT"] = hasBuildx ? "1" : "0";
            // What BuildKit would add about the build has its time in it: the same image would have another id every time.
            start.Environment["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
            foreach (var arg in order.Args.Where(a => a is { Kind: not BuildArgumentKind.Stated, Value: not null }))
                start.Environment[arg.Name] = arg.Value;
            var last = new LastLines();
            var exitCode = await RunAsync(start, (text, isError) =>
            {
                last.Add(text);
                line(text, isError);
            }, ct);
            if (exitCode != 0)
                throw BuildFailure.Of(order, "docker build", exitCode, last);
            return await IdAsync(order, (await File.ReadAllTextAsync(idFile, ct)).Trim(), ct);
        }
        finally
        {
            File.Delete(idFile);
        }
    }

    // The image that was made need not be what was asked for: a base may exist for one architecture only.
    private async Task<string> IdAsync(BuildOrder order, string id, CancellationToken ct)
    {
        var image = await local.FindImageAsync(id, ct) ?? await local.FindImageAsync(order.Reference, ct)
            ?? throw new ImageException($"{order.Reference} was built, but this machine's engine does not have it.");
        return Platforms.CanRun(order.Platform, image) ? image.Id : throw new ImageException(
            $"{order.Reference} was to be built for {order.Platform} and came out for {Platforms.Of(image)}: its base image is of that architecture. "
            + $"Choose a base that exists for {order.Platform}, or state `platform` under `builder`.");
    }

    private async Task<(string? Platform, bool HasBuildx)> PrepareAsync(BuildOrder order, CancellationToken ct)
    {
        var hasBuildx = environment.GetValueOrDefault("DOCKER_BUILDKIT") != "0" && await HasBuildxAsync(ct);
        var own = Platforms.Of(await LocalInfoAsync(ct));
        if (own == order.Platform)
            return (hasBuildx ? order.Builder.Platform : null, hasBuildx);
        return hasBuildx ? (order.Platform, true) : throw new ImageException(
            $"Building {order.Reference} for {order.Platform} on this {own} machine needs BuildKit, and 'docker buildx' is not here. "
            + "Install Docker's buildx plugin (docker-buildx-plugin, docker-buildx), and QEMU for steps that RUN something "
            + "('docker run --privileged --rm tonistiigi/binfmt --install all'); or build on a machine of that architecture.");
    }

    private async Task<EngineFacts> LocalInfoAsync(CancellationToken ct)
    {
        try
        {
            return await local.InfoAsync(ct);
        }
        catch (DockerUnreachableException e)
        {
            throw new ImageException(
                $"This machine's Docker engine, which builds the images, does not answer. {e.Message} Start it, or set DOCKER_HOST to "
                + "the socket that it listens on; `builder: { dotnet: … }` builds .NET apps without an engine.", e);
        }
    }

    private async Task<bool> HasBuildxAsync(CancellationToken ct) => await RunAsync(Docker(["buildx", "version"]), (_, _) => { }, ct) == 0;

    private ProcessStartInfo Docker(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
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
            throw new ImageException(
                "There is no 'docker' command on this machine, which builds the images. Install Docker, build a .NET app without it "
                + "(`builder: { dotnet: … }`), or deploy an image that is built already (image: repository:tag without builder).", e);
        }
    }
}
