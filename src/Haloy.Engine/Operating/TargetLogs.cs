using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
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
public sealed record TargetLogLine(string Target, string Container, bool IsError, string Text)
{
    /// <summary>The shortest name that tells the container from the target's others.</summary>
    public string Replica { get; init; } = Container;

    /// <summary>When the server received it.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>
/// The logs of one target: the last lines of its containers in the order of their times, then what they go on to write.
/// Containers that are started meanwhile, by a deploy, a rollback or a restart, are followed too.
/// </summary>
internal sealed class TargetLogs : IAsyncDisposable
{
    private readonly TargetSpec _target;
    private readonly DockerEngine _engine;
    private readonly LogOptions _options;
    private readonly EventStream? _events;
    private readonly ConcurrentDictionary<string, Source> _sources = new();

    private TargetLogs(TargetSpec target, DockerEngine engine, LogOptions options, EventStream? events)
    {
        _target = target;
        _engine = engine;
        _options = options;
        _events = events;
    }

    /// <summary>Finds the containers. From here on no start of another one is missed.</summary>
    /// <exception cref="PreflightException">There is none.</exception>
    public static async Task<TargetLogs> OpenAsync(TargetSpec target, DockerEngine engine, LogOptions options, CancellationToken ct)
    {
        var events = options.Follow ? await engine.OpenEventsAsync(Starts(target), ct) : null;
        var logs = new TargetLogs(target, engine, options, events);
        try
        {
            await logs.FindAsync(ct);
            return logs;
        }
        catch
        {
            await logs.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public async Task<IReadOnlyList<TargetLogLine>> TailAsync(CancellationToken ct)
    {
        var all = await Task.WhenAll(_sources.Values.Select(async source =>
        {
            var lines = new List<TargetLogLine>();
            await foreach (var line in _engine.LogsAsync(source.Id, new LogQuery { Tail = Math.Max(_options.Tail, 1), Timestamps = true }, ct))
            {
                // Without any line wanted, the last one tells from where on all is new.
                source.Position.Passed(line);
                if (_options.Tail > 0)
                    lines.Add(Said(source, line));
            }
            return lines;
        }));
        return [.. all.SelectMany(lines => lines).OrderBy(line => line.Time)];
    }

    /// <summary>Goes on with new lines until it is cancelled.</summary>
    public async Task FollowAsync(Action<TargetLogLine> sink, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Begin(Source source)
        {
            _ = source.FollowAsync(_engine, sink, Said, stop.Token).ContinueWith(
                task => failed.TrySetResult(task.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        foreach (var source in _sources.Values)
        {
            source.Started.Writer.TryWrite(true);
            Begin(source);
        }

        var watching = WatchAsync(Begin, stop.Token);
        var first = await Task.WhenAny(watching, failed.Task);
        await stop.CancelAsync();
        if (first == failed.Task && !ct.IsCancellationRequested)
            throw await failed.Task;
        await watching;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _events?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Dictionary<string, IReadOnlyList<string>> Starts(TargetSpec target) => new()
    {
        ["type"] = ["container"],
        ["event"] = ["start"],
        ["label"] = [$"{Labels.App}={target.Name}"],
    };

    private async Task WatchAsync(Action<Source> begin, CancellationToken ct)
    {
        await foreach (var happened in _events!.WithCancellation(ct))
        {
            var name = happened.Attributes.GetValueOrDefault("name") ?? happened.ActorId;
            if (!happened.Attributes.TryGetValue(Labels.Deployment, out var deployment) || !IsMeant(name, happened.ActorId))
                continue;
            var isNew = false;
            var source = _sources.GetOrAdd(happened.ActorId, id =>
            {
                isNew = true;
                // All that it has written so far is new.
                return new Source(id, name, ReplicaName.Short(name, _target.Name, deployment));
            });
            source.Started.Writer.TryWrite(true);
            if (isNew)
                begin(source);
        }
    }

    private async Task FindAsync(CancellationToken ct)
    {
        var all = await _engine.ListContainersAsync(all: true, [$"{Labels.App}={_target.Name}", Labels.Deployment], ct);
        var named = all.Select(c => (Container: c, Name: c.Names.FirstOrDefault() ?? c.Id)).ToList();
        foreach (var (container, name) in named.Where(c => _options.Container is null ? c.Container.State == "running" : IsMeant(c.Name, c.Container.Id)))
            _sources[container.Id] = new(container.Id, name, ReplicaName.Short(name, _target.Name, container.Labels.GetValueOrDefault(Labels.Deployment)));
        if (_sources.IsEmpty)
            throw new PreflightException([Nothing([.. named.Select(c => c.Name)])]);
    }

    private string Nothing(IReadOnlyList<string> there)
    {
        var kept = there.Count == 0 ? "" : $" It has: {string.Join(", ", there)}.";
        return _options.Container is { } wanted
            ? $"{_target.Key} has no container '{wanted}' on {_target.Server}.{kept}"
            : $"{_target.Key} has no running container on {_target.Server}."
                + (there.Count == 0 ? "" : $"{kept} Name one with --container to read what it logged.");
    }

    private bool IsMeant(string name, string id) => _options.Container is not { } wanted || ReplicaName.Means(wanted, name, id);

    private TargetLogLine Said(Source source, LogLine line) =>
        new(_target.Key, source.Name, line.IsError, line.Text) { Replica = source.Replica, Time = line.Timestamp };

    /// <summary>A container whose log is read. Its stream ends when it stops, and begins again when it is started.</summary>
    private sealed class Source(string id, string name, string replica)
    {
        public string Id => id;

        public string Name => name;

        public string Replica => replica;

        public LogPosition Position { get; } = new();

        public Channel<bool> Started { get; } = Channel.CreateUnbounded<bool>();

        public async Task FollowAsync(DockerEngine engine, Action<TargetLogLine> sink, Func<Source, LogLine, TargetLogLine> said, CancellationToken ct)
        {
            try
            {
                await foreach (var _ in Started.Reader.ReadAllAsync(ct))
                {
                    await foreach (var line in Position.OnlyNewAsync(engine.LogsAsync(id, Position.Following, ct)))
                        sink(said(this, line));
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // The way to end it.
            }
            catch (DockerNotFoundException)
            {
                // It was removed: it has nothing more to say.
            }
        }
    }
}
