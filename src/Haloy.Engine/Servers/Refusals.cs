using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Servers;

/// <summary>
/// Which destinations the server would not connect to. ssh accepts a stream before it asks the server, and says only on
/// its error output that the server would not: this reads it there, so that the stream can say it too.
/// </summary>
internal sealed partial class Refusals(TimeProvider time)
{
    /// <summary>ssh writes the line before it closes the stream; it needs only to be read.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _destinations = [];
    private readonly Dictionary<string, Refusal> _refusals = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _requested;

    /// <summary>The name of a TCP destination here; that of a socket is its path.</summary>
    public static string Destination(string host, int port) => FormattableString.Invariant($"{host}:{port}");

    /// <summary>How often a destination was refused until now.</summary>
    public int CountOf(string destination)
    {
        lock (_lock)
            return _refusals.TryGetValue(destination, out var refusal) ? refusal.Count : 0;
    }

    /// <summary>The reason of a refusal later than <paramref name="known"/> earlier ones; null: there is none.</summary>
    public async ValueTask<string?> FindAsync(string destination, int known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Grace, time);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_refusals.TryGetValue(destination, out var refusal) && refusal.Count > known)
                    return refusal.Reason;
                changed = _changed.Task;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>Takes a line of ssh's error output.</summary>
    public void Observe(string line)
    {
        if (RequestedLine().Match(line) is { Success: true } requested)
        {
            var port = int.Parse(requested.Groups["port"].Value, CultureInfo.InvariantCulture);
            var host = requested.Groups["host"].Value;
            _requested = port < 0 ? host : Destination(host, port);
        }
        else if (NewChannelLine().Match(line) is { Success: true } channel && _requested is not null)
        {
            _destinations[channel.Groups["id"].Value] = _requested;
            _requested = null;
        }
        else if (OpenFailedLine().Match(line) is { Success: true } failed
                 && _destinations.Remove(failed.Groups["id"].Value, out var destination))
        {
            Add(destination, failed.Groups["reason"].Value);
        }
        else if (FreeLine().Match(line) is { Success: true } free)
        {
            _destinations.Remove(free.Groups["id"].Value);
        }
    }

    private void Add(string destination, string reason)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _refusals[destination] = new Refusal(_refusals.TryGetValue(destination, out var last) ? last.Count + 1 : 1, reason);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    [GeneratedRegex(@"^debug1: Connection to port \S+ forwarding to (?<host>.+) port (?<port>-?\d+) requested\.")]
    private static partial Regex RequestedLine();

    [GeneratedRegex(@"^debug1: channel (?<id>\d+): new ")]
    private static partial Regex NewChannelLine();

    [GeneratedRegex(@"^channel (?<id>\d+): open failed: (?<reason>.+)$")]
    private static partial Regex OpenFailedLine();

    [GeneratedRegex(@"^debug1: channel (?<id>\d+): free: ")]
    private static partial Regex FreeLine();

    private readonly record struct Refusal(int Count, string Reason);
}
