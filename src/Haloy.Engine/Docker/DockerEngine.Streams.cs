using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Reads the lines that a container wrote.</summary>
    public async IAsyncEnumerable<LogLine> LogsAsync(string id, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var tail = query.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all";
        var request = EngineRequest.Get(
            $"/containers/{id}/logs?stdout={true}&stderr={true}&follow={query.Follow}&timestamps={query.Timestamps}&tail={tail}&since={UnixTime(query.Since)}");
        using var answer = await SendAsync(request with { IsOpenEnded = query.Follow }, cancellationToken);

        var lines = new LogLines(query.Timestamps);
        await foreach (var chunk in OutputFrames.ReadAsync(answer, IsFramed(answer), cancellationToken))
        {
            foreach (var line in lines.Add(chunk))
                yield return line;
        }

        foreach (var line in lines.Rest())
            yield return line;
    }

    /// <summary>Takes a container's input and output over. Attach before starting it, and nothing is missed.</summary>
    public async Task<AttachedStream> AttachContainerAsync(string id, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Post($"/containers/{id}/attach?stream={true}&stdin={true}&stdout={true}&stderr={true}");
        var own = await OpenOwnAsync(cancellationToken);
        var answer = await SendAsync(request with { Upgrades = true, Over = own }, cancellationToken);
        return new AttachedStream(new HijackedConnection(answer, own, IsFramed(answer)));
    }

    /// <summary>Unpacks a tar in a container, running or not.</summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="path">A directory that is there.</param>
    /// <param name="tar">The tar, compressed or not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DockerNotFoundException">The container or the directory is not there.</exception>
    public async Task PutArchiveAsync(string id, string path, Stream tar, CancellationToken cancellationToken)
    {
        using var answer = await UploadAsync(EngineRequest.Put($"/containers/{id}/archive?path={path}"), tar, sent: null, cancellationToken);
        await answer.DrainAsync(cancellationToken);
    }

    /// <summary>Reads a file or directory of a container as a tar. Disposing the stream frees its connection.</summary>
    /// <exception cref="DockerNotFoundException">The container or the path is not there.</exception>
    public async Task<Stream> GetArchiveAsync(string id, string path, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(EngineRequest.Get($"/containers/{id}/archive?path={path}"), cancellationToken);
        return answer.Body;
    }

    /// <summary>Events as they happen.</summary>
    /// <param name="filters">Which, for example <c>type</c> → <c>container</c>, <c>label</c> → <c>name=value</c>.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<EngineEvent> EventsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> filters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var events = await OpenEventsAsync(filters, cancellationToken);
        await foreach (var happened in events.WithCancellation(cancellationToken))
            yield return happened;
    }

    /// <summary>Opens a stream of events; once it returns, what a later request causes will be in it.</summary>
    /// <param name="filters">Which, for example <c>type</c> → <c>container</c>, <c>label</c> → <c>name=value</c>.</param>
    /// <param name="cancellationToken">Gives up opening it.</param>
    public async Task<EventStream> OpenEventsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> filters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var request = filters.Count == 0 ? EngineRequest.Get($"/events") : EngineRequest.Get($"/events?filters={Filters(filters)}");
        return new EventStream(await SendAsync(request with { IsOpenEnded = true }, cancellationToken));
    }

    /// <summary>Whether output is divided by headers, as far as the engine says so. Before API 1.42 it calls both kinds raw.</summary>
    private bool? IsFramed(EngineAnswer answer) => answer.MediaType switch
    {
        "application/vnd.docker.multiplexed-stream" => true,
        "application/vnd.docker.raw-stream" when _spoken >= SaysWhetherFramed => false,
        _ => null,
    };

    private static Version SaysWhetherFramed { get; } = new(1, 42);

    private static string UnixTime(DateTimeOffset? time)
    {
        if (time is not { } since)
            return "0";

        var ticks = (since - DateTimeOffset.UnixEpoch).Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick:D9}");
    }
}
