using System;
using System.Collections.Generic;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Operating;

/// <summary>
/// How far a container's log was read, so that reading on neither loses a line nor says one twice: the engine's
/// <c>since</c> includes lines of that very moment.
/// </summary>
internal sealed class LogPosition
{
    private DateTimeOffset? _last;
    private int _atLast;

    /// <summary>What to read next: what came after, or everything when nothing was read yet.</summary>
    public LogQuery Following => new() { Follow = true, Timestamps = true, Since = _last };

    /// <summary>Notes lines that were read, oldest first.</summary>
    public void Passed(LogLine line)
    {
        if (line.Timestamp is not { } time)
            return;
        _atLast = time == _last ? _atLast + 1 : 1;
        _last = time;
    }

    /// <summary>Leaves out the lines that were read before, and notes the others.</summary>
    public async IAsyncEnumerable<LogLine> OnlyNewAsync(IAsyncEnumerable<LogLine> lines)
    {
        var (last, again) = (_last, _atLast);
        await foreach (var line in lines)
        {
            if (line.Timestamp is { } time && last is not null && (time < last || (time == last && again-- > 0)))
                continue;
            Passed(line);
            yield return line;
        }
    }
}
