using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace Haloy.Engine.Servers;

/// <summary>What ssh has said. Everything while it logs in; later the last lines that are not for debugging.</summary>
internal sealed class Transcript
{
    private const string DebugPrefix = "debug";
    private const int LongestLogin = 1000;
    private const int Kept = 40;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private bool _loggedIn;

    public ImmutableArray<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public static bool IsDebug(string line) => line.StartsWith(DebugPrefix, StringComparison.Ordinal);

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_loggedIn && IsDebug(line))
                return;
            _lines.Enqueue(line);
            if (_lines.Count > (_loggedIn ? Kept : LongestLogin))
                _lines.Dequeue();
        }
    }

    /// <summary>What was said so far explains no failure any more.</summary>
    public void LoggedIn()
    {
        lock (_lock)
        {
            _loggedIn = true;
            _lines.Clear();
        }
    }
}
