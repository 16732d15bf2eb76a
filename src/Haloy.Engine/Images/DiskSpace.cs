using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>The disk that a server's engine keeps images on.</summary>
internal sealed class DiskSpace(DockerEngine server)
{
    /// <summary>How much is free, as a container of the server sees it: its own files lie where images do.</summary>
    /// <param name="container">A running container with <c>df</c>, by id or name.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Bytes; null: it cannot be told.</returns>
    public async Task<long?> FreeAsync(string container, CancellationToken ct)
    {
        try
        {
            return Parse((await server.RunAsync(container, ["df", "-Pk", "/"], null, ct)).Output);
        }
        catch (DockerEngineException e) when (e is not DockerUnreachableException)
        {
            // It does not run, or is made of something without df. What does not fit is told when it does not.
            return null;
        }
    }

    /// <summary>What can be freed, as sentences with the commands that do it.</summary>
    public async Task<string> FreeableAsync(CancellationToken ct)
    {
        EngineDiskUsage usage;
        try
        {
            usage = await server.DiskUsageAsync(ct);
        }
        catch (DockerEngineException e) when (e is not DockerUnreachableException)
        {
            return "'docker system df' on the server shows what takes the space.";
        }
        var ways = new List<(long Bytes, string What, string Command)>
        {
            (usage.UnusedImages, "of images that no container uses", "docker image prune --all"),
            (usage.BuildCache, "of build cache", "docker builder prune"),
            (usage.StoppedContainers, "of stopped containers, kept deployments among them", "docker container prune"),
        }.Where(way => way.Bytes >= 1_000_000).OrderByDescending(way => way.Bytes).Select(way => $"{Megabytes(way.Bytes)} {way.What} ('{way.Command}')").ToList();
        return ways.Count == 0
            ? "Docker itself has nothing there that could go: free something else, or enlarge the disk."
            : $"On the server these could go: {string.Join(", ", ways)}.";
    }

    /// <summary>An amount as people say it.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1_000_000)} MB");

    /// <summary>The free bytes in what <c>df -Pk</c> prints; null: it is something else.</summary>
    internal static long? Parse(string output)
    {
        var fields = output.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 6 && long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;
    }
}
