using System.Threading;

namespace Haloy.Engine.Docker;

/// <summary>What an engine's connections have carried so far. The figures only grow.</summary>
public sealed class EngineTraffic
{
    private long _requests;
    private long _depth;
    private long _sent;
    private long _received;

    /// <summary>How many requests were sent.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>
    /// The length of the longest chain of requests that each began after the one before it was answered: the number
    /// that a distant server multiplies.
    /// </summary>
    public long SequentialRoundTrips => Interlocked.Read(ref _depth);

    /// <summary>Bytes sent, HTTP's own included.</summary>
    public long BytesSent => Interlocked.Read(ref _sent);

    /// <summary>Bytes received, HTTP's own included.</summary>
    public long BytesReceived => Interlocked.Read(ref _received);

    /// <summary>The figures as they are now, to be given to <see cref="Since"/> later.</summary>
    public TrafficFigures Mark() => new(Requests, SequentialRoundTrips, BytesSent, BytesReceived);

    /// <summary>What was added since a mark was taken.</summary>
    /// <param name="mark">What <see cref="Mark"/> returned.</param>
    public TrafficFigures Since(TrafficFigures mark)
    {
        var now = Mark();
        return new(
            now.Requests - mark.Requests,
            now.SequentialRoundTrips - mark.SequentialRoundTrips,
            now.BytesSent - mark.BytesSent,
            now.BytesReceived - mark.BytesReceived);
    }

    /// <summary>Counts a request; its depth is one more than the greatest that is complete.</summary>
    internal RoundTrip Begin()
    {
        Interlocked.Increment(ref _requests);
        return new RoundTrip(this, SequentialRoundTrips + 1);
    }

    internal void Complete(long depth)
    {
        var seen = Interlocked.Read(ref _depth);
        while (depth > seen)
        {
            var before = Interlocked.CompareExchange(ref _depth, depth, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    internal void Sent(int bytes) => Interlocked.Add(ref _sent, bytes);

    internal void Received(int bytes) => Interlocked.Add(ref _received, bytes);
}
