using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Which lines of a target's log.</summary>
/// <param name="Tail">How many of the last lines of each container.</param>
/// <param name="Follow">Whether to go on with new ones until it is ended.</param>
/// <param name="Container">Only the container whose name ends so or whose id begins so; null: all that run.</param>
public sealed record LogOptions(int Tail = 100, bool Follow = false, string? Container = null);

/// <summary>A line that a container logged.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Container">The container's name.</param>
/// <param name="IsError">Whether it came on the error stream.</param>
/// <param name="Text">The line.</param>
public sealed record TargetLogLine(string Target, string Container, bool IsError, string Text);

internal static class TargetLogs
{
    public static async Task ReadAsync(TargetSpec target, DeployServer server, LogOptions options, Action<TargetLogLine> sink, CancellationToken ct)
    {
        var containers = (await server.Engine.ListContainersAsync(all: options.Container is not null, [$"{Labels.App}={target.Name}", Labels.Deployment], ct))
            .Where(c => options.Container is not { } wanted || c.Id.StartsWith(wanted, StringComparison.Ordinal) || c.Names.Any(n => n.EndsWith(wanted, StringComparison.Ordinal)))
            .ToList();
        if (containers.Count == 0)
            throw new PreflightException([options.Container is { } name
                ? $"{target.Key} has no container '{name}' on {target.Server}. 'nuke Status{TargetNaming.PascalCase(target.Key)}' lists them."
                : $"{target.Key} has no running container on {target.Server}."]);
        await Task.WhenAll(containers.Select(async container =>
        {
            var query = new LogQuery { Tail = options.Tail, Follow = options.Follow };
            await foreach (var line in server.Engine.LogsAsync(container.Id, query, ct))
                sink(new(target.Key, container.Names.FirstOrDefault() ?? container.Id, line.IsError, line.Text));
        }));
    }
}
