using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks;

/// <summary>Ours, and what people do otherwise.</summary>
internal sealed class TransferWays(TestLab lab)
{
    public TransferWay Haloy => new("Nuke.Haloy", async (reference, servers) =>
    {
        await using var local = new DockerEngine(UnixSocket.At(lab.Workstation.DockerSocket), TimeProvider.System);
        await using var exports = new ImageExports(local);
        var id = (await local.FindImageAsync(reference, CancellationToken.None))!.Id;
        await Task.WhenAll(servers.Select(async server =>
        {
            await using var connection = await ServerConnection.OpenAsync(
                new ServerAddress { Text = server.Name, Host = server.Name }, new ServerSettings { SshConfigFile = lab.SshConfigFile }, TimeProvider.System, CancellationToken.None);
            await using var engine = new DockerEngine(connection.ConnectAsync, TimeProvider.System);
            var (repository, tag) = ImageName.Split(reference);
            await new ImageDelivery(engine, compress: true).BringAsync(
                exports, new ImageSpec { Reference = reference, Repository = repository, Tag = tag }, id, (_, _) => { }, CancellationToken.None);
        }));
    });

    public TransferWay Save => new("`docker save \\| ssh docker load`", (reference, servers) => Task.WhenAll(servers.Select(server =>
        ShellAsync($"docker --host {lab.Workstation.DockerHost} save {reference} | {Ssh(server)} docker load"))));

    public TransferWay SaveCompressed => new("`docker save \\| gzip \\| ssh docker load`", (reference, servers) => Task.WhenAll(servers.Select(server =>
        ShellAsync($"docker --host {lab.Workstation.DockerHost} save {reference} | gzip | {Ssh(server)} docker load"))));

    /// <summary>Once it is pushed, every server pulls. Pushing stays on this machine, so that it costs time and no bytes.</summary>
    public TransferWay Through(TestRegistry registry) => new("push and pull through a registry here", async (reference, servers) =>
    {
        var there = $"{registry.Host}/{reference}";
        await ShellAsync($"docker --host {lab.Workstation.DockerHost} tag {reference} {there} && docker --host {lab.Workstation.DockerHost} push {there}");
        await Task.WhenAll(servers.Select(server => ShellAsync($"{Ssh(server)} docker pull {there}")));
    });

    private string Ssh(TestServer server) => $"ssh -F '{lab.SshConfigFile}' {server.Name}";

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "set -o pipefail; " + command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"'{command}' ended with {shell.ExitCode}: {string.Concat(said)}");
    }
}
