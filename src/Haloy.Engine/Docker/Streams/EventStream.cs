using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

/// <summary>
/// Events as they happen, from the moment it was opened on. It never ends by itself: when the engine ends it, that is a
/// <see cref="DockerUnreachableException"/>. To be read once.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of events, not of bytes; nobody takes one for the other.")]
public sealed class EventStream : IAsyncEnumerable<EngineEvent>, IAsyncDisposable
{
    private readonly EngineAnswer _answer;

    internal EventStream(EngineAnswer answer) => _answer = answer;

    /// <inheritdoc/>
    public async IAsyncEnumerator<EngineEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var json in _answer.ReadManyAsync(WireJson.Default.EventJson, cancellationToken))
        {
            yield return new EngineEvent(
                json.Type ?? "",
                json.Action ?? "",
                json.Actor?.ID ?? "",
                json.Actor?.Attributes ?? [],
                json.TimeNano > 0
                    ? DateTimeOffset.UnixEpoch.AddTicks(json.TimeNano / TimeSpan.NanosecondsPerTick)
                    : DateTimeOffset.FromUnixTimeSeconds(json.Time));
        }

        throw new DockerUnreachableException(_answer.Request.ToString(), "the engine ended its events; it is stopping");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
